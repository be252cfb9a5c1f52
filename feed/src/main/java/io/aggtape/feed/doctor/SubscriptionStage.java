package io.aggtape.feed.doctor;

import io.aggtape.feed.StreamNames;
import io.aggtape.feed.ws.ClientSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks for the streams where the URL does not, and lets the server list them; an ack proves that requests are read. */
final class SubscriptionStage implements NetworkStage {
    @Override
    public Judgement run(final NetworkProbe probe) throws InterruptedException {
        final List<String> symbols = probe.config().symbols();
        final List<String> requests =
                new ArrayList<>(probe.isInUrl() ? List.of() : StreamNames.subscribeMessages(symbols));
        requests.add("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + (requests.size() + 1) + "}");
        final Conversation conversation = probe.conversation();
        final TradeSample sample = probe.sample();
        final long startNs = probe.nanoTime();
        final long timeoutMs = probe.config().network().connectTimeoutMs();
        final long intervalMs =
                TimeUnit.SECONDS.toMillis(1) / probe.network().profile().messagesPerSecond();
        boolean isAnswered = true;
        for (int i = 0; i < requests.size(); i++) {
            if (i > 0) {
                conversation.await(() -> false, intervalMs);
            }
            final long id = i + 1;
            isAnswered = send(conversation.session(), requests.get(i))
                    && conversation.await(
                            () -> sample.reply(id) != null || !sample.error().isEmpty(), timeoutMs)
                    && sample.error().isEmpty();
            if (!isAnswered && !isFlowing(probe)) {
                return failure(probe, requests.get(i));
            }
            if (i < requests.size() - 1) {
                probe.subscribed();
            }
        }
        if (!isAnswered) {
            return Judgement.warn(
                    "trades come, but requests are not answered within " + timeoutMs + " ms",
                    List.of("request: " + shortened(requests.get(requests.size() - 1))),
                    "the streams flow all the same; where messages subscribe to them, try another --endpoint");
        }
        return judge(probe, sample.reply(requests.size()), requests.size(), probe.nanoTime() - startNs);
    }

    private static boolean send(final ClientSession session, final String request) {
        final UnsafeBuffer text = new UnsafeBuffer(request.getBytes(StandardCharsets.UTF_8));
        return session.sendText(text, 0, text.capacity());
    }

    /** Whether trades come whatever becomes of requests. */
    private static boolean isFlowing(final NetworkProbe probe) {
        return probe.sample().error().isEmpty()
                && !probe.conversation().hasEnded()
                && probe.sample().awaited() < probe.config().symbols().size();
    }

    private static Judgement failure(final NetworkProbe probe, final String request) {
        final Conversation conversation = probe.conversation();
        final List<String> details = List.of("request: " + shortened(request));
        if (!probe.sample().error().isEmpty()) {
            return Judgement.fail(
                    "the server refused a request: " + probe.sample().error(),
                    details,
                    "check the symbols and --market");
        }
        if (conversation.hasEnded()) {
            return Failures.of(
                    conversation.end(), details, "try again; where it comes back, try another --endpoint or network");
        }
        return Judgement.fail(
                "the upgrade stood and then nothing: no ack came within "
                        + probe.config().network().connectTimeoutMs() + " ms",
                details,
                "the server, or something between that speaks for it, is stuck: try again, another --endpoint, or"
                        + " without proxy and VPN; a recorder would drop this connection and make another");
    }

    private static Judgement judge(final NetworkProbe probe, final String list, final int requests, final long tookNs) {
        final List<String> missing = new ArrayList<>();
        for (final String symbol : probe.config().symbols()) {
            if (!list.contains('"' + StreamNames.streamOf(symbol) + '"')) {
                missing.add(symbol);
            }
        }
        final String result = Amounts.count(requests, "request") + " acked after " + Amounts.millis(tookNs) + ", "
                + Amounts.count(probe.config().symbols().size(), "stream") + " asked for";
        final List<String> details = List.of("the server lists: " + shortened(list));
        if (missing.isEmpty()) {
            return Judgement.pass(result, details);
        }
        return Judgement.warn(
                result + "; the server does not list " + String.join(", ", missing),
                details,
                "the next test shows whether trades come all the same");
    }

    private static String shortened(final String text) {
        final int most = 400;
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
