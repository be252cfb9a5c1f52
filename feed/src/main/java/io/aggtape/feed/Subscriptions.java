package io.aggtape.feed;

import io.aggtape.feed.ws.ClientSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How one line asks for its streams: in the URL where they fit, else by SUBSCRIBE messages, sent no faster than the market
 * allows, whose acks it counts.
 */
final class Subscriptions {
    private final String target;
    private final List<UnsafeBuffer> messages = new ArrayList<>();
    private final long intervalNs;

    private int sent;
    private int acked;
    private long nextSendNs;

    Subscriptions(final LineConfig config) {
        final boolean isInUrl = StreamNames.fitsUrl(config.symbols());
        target = StreamNames.target(
                config.endpoint().target(),
                config.symbols(),
                isInUrl,
                config.context().timeUnit());
        if (!isInUrl) {
            for (final String text : StreamNames.subscribeMessages(config.symbols())) {
                messages.add(new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        intervalNs = TimeUnit.SECONDS.toNanos(1) / config.profile().messagesPerSecond();
    }

    /** The path and query of the upgrade request. */
    String target() {
        return target;
    }

    /** A new connection: everything has to be asked for again. */
    void reset(final long nowNs) {
        sent = 0;
        acked = 0;
        nextSendNs = nowNs;
    }

    /** Sends the next message if one is due; returns how many were sent, 0 or 1. */
    int poll(final ClientSession session, final long nowNs) {
        if (sent == messages.size() || nowNs - nextSendNs < 0) {
            return 0;
        }
        final UnsafeBuffer message = messages.get(sent);
        if (!session.sendText(message, 0, message.capacity())) {
            return 0;
        }
        sent++;
        nextSendNs = nowNs + intervalNs;
        return 1;
    }

    /** One of our requests was acked. */
    void onAck(final long id) {
        if (id >= 1 && id <= sent) {
            acked++;
        }
    }

    /** Whether every message was sent and acked, or there was none to send. */
    boolean isComplete() {
        return acked >= messages.size();
    }

    /** Progress for a person, for example {@code 3 of 7 SUBSCRIBE messages acked}. */
    String progress() {
        return acked + " of " + messages.size() + " SUBSCRIBE messages acked";
    }
}
