package io.aggtape.feed.doctor;

import io.aggtape.feed.ws.ClientSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A ping of our own, which is to come back with the same payload (RFC 6455, 5.5.3), and the server's answered. */
final class PingStage implements NetworkStage {
    private static final int MAX_BYTES = 125;

    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final Conversation conversation = probe.conversation();
        final ClientSession session = conversation.session();
        if (conversation.hasEnded()) {
            return ended(probe);
        }
        final String payload = "aggtape-" + Long.toHexString(probe.nanoTime());
        final UnsafeBuffer ping = new UnsafeBuffer(payload.getBytes(StandardCharsets.US_ASCII));
        final long timeoutMs = probe.config().network().connectTimeoutMs();
        final long pongsBefore = session.pongCount();
        final long startNs = probe.nanoTime();
        final boolean isAnswered = session.sendPing(ping, 0, ping.capacity())
                && conversation.await(() -> session.pongCount() > pongsBefore, timeoutMs);
        final long tookNs = probe.nanoTime() - startNs;
        final List<String> details =
                List.of("pings of the server: " + session.pingCount() + ", answered: " + session.pongSentCount());
        if (!isAnswered) {
            return conversation.hasEnded()
                    ? Failures.of(conversation.end(), details, advice(probe))
                    : Judgement.fail("our ping was not answered within " + timeoutMs + " ms", details, advice(probe));
        }
        final String echoed = lastPong(session);
        if (!echoed.equals(payload)) {
            return Judgement.fail(
                    "the pong has another payload than our ping: '" + echoed + "', not '" + payload + "'",
                    details,
                    "what answers breaks RFC 6455 (5.5.3): a proxy on the way, or not the exchange");
        }
        if (session.pongSentCount() < session.pingCount()) {
            return Judgement.warn(
                    "answered after " + Amounts.millis(tookNs) + ", but not every ping of the server by us",
                    details,
                    "the server closes a connection that does not answer: look at the load of this machine");
        }
        return Judgement.pass("answered after " + Amounts.millis(tookNs) + " with the same payload", details);
    }

    /** A earlier test has told of the end, or it came behind them. */
    private static Judgement ended(final NetworkProbe probe) {
        final String end = probe.conversation().end();
        final boolean isTold = !probe.failedBefore(NetworkChecks.FIRST_TRADES).isEmpty()
                || !probe.failedBefore(NetworkChecks.IDS).isEmpty();
        return isTold
                ? Judgement.skip("not tried: the connection has ended: " + end)
                : Failures.of(
                        end + ", after trades had flowed",
                        List.of(),
                        "a recorder connects again at once; where it comes back, try another --endpoint or network");
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "the connection is half dead: something between may have lost its state; a recorder drops it and makes"
                + " another";
    }

    private static String lastPong(final ClientSession session) {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[MAX_BYTES]);
        final int length = session.lastPong(payload);
        return payload.getStringWithoutLengthAscii(0, Math.max(0, length));
    }
}
