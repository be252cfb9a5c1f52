package io.aggtape.feed;

import io.aggtape.feed.ws.MessageHandler;
import io.aggtape.feed.ws.OpCode;
import io.aggtape.journal.AggTrade;
import io.aggtape.pipeline.FramePublisher;
import org.agrona.DirectBuffer;

/**
 * Takes the messages of one connection: trades go to the ring as they are, replies to our requests to the line. A message
 * that the ring refuses is refused in turn, and comes again with the stamp that it had.
 */
final class LineFrames implements MessageHandler {
    /** What a line does about a message that is no trade. */
    interface ControlListener {
        /** A reply or a notice. */
        void onControl(ControlMessage message);
    }

    private final LineConfig config;
    private final ReceiveBuffer received;
    private final StreamSet streams;
    private final FramePublisher publisher;
    private final LineListener listener;
    private final LineCounters counters;
    private final EpochOffset epoch;
    private final ControlListener control;

    private long openedNs;
    private long refusedStampNs;
    private long messagesAtOpen;
    private long messages;
    private long refusals;

    LineFrames(
            final LineConfig config,
            final ReceiveBuffer received,
            final FeedThread thread,
            final LineCounters counters,
            final ControlListener control) {
        this.config = config;
        this.received = received;
        this.streams = new StreamSet(config.context(), config.symbols());
        this.publisher = thread.publisher();
        this.listener = thread.listener();
        this.epoch = thread.epoch();
        this.counters = counters;
        this.control = control;
    }

    /** A new connection is open. */
    void opened(final long nowNs) {
        openedNs = nowNs;
        refusedStampNs = 0;
        messagesAtOpen = messages;
        streams.reset();
        counters.liveStreams(0);
    }

    /** Whether this connection has delivered for this long. */
    boolean hasDelivered(final long nowNs, final long forNs) {
        return messages > messagesAtOpen && nowNs - openedNs > forNs;
    }

    StreamSet streams() {
        return streams;
    }

    /** Makes visible what this connection has counted, at the end of a read. */
    void endOfRead() {
        publisher.endOfRead();
        counters.messages(messages);
        counters.refused(refusals);
    }

    @Override
    public boolean onMessage(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        final boolean isText = opCode == OpCode.TEXT;
        if (isText && !ControlMessage.isTradeShaped(buffer, offset, length)) {
            final ControlMessage message = ControlMessage.parse(buffer, offset, length);
            if (message.kind() != ControlMessage.Kind.OTHER) {
                control.onControl(message);
                return true;
            }
        }
        final long receiveNs = stampOf(buffer, offset + length);
        if (!publisher.publish(
                config.context(), isText, receiveNs, receiveNs + epoch.offsetNs(), buffer, offset, length)) {
            refusals++;
            refusedStampNs = receiveNs;
            return false;
        }
        refusedStampNs = 0;
        messages++;
        if (streams.awaited() > 0 && isText) {
            noteFirstTrade(buffer, offset, length, receiveNs);
        }
        return true;
    }

    /** A message that was put together elsewhere keeps the stamp of its first offer. */
    private long stampOf(final DirectBuffer buffer, final int end) {
        if (buffer == received.view()) {
            return received.stampOf(end);
        }
        return refusedStampNs == 0 ? received.lastStamp() : refusedStampNs;
    }

    private void noteFirstTrade(final DirectBuffer buffer, final int offset, final int length, final long receiveNs) {
        final AggTrade trade = streams.firstTrade(buffer, offset, length);
        if (trade != null) {
            counters.liveStreams(streams.live());
            listener.onFirstTrade(config.context().number(), trade, receiveNs - openedNs);
        }
    }
}
