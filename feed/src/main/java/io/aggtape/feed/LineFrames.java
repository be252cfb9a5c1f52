package io.aggtape.feed;

import io.aggtape.feed.ws.MessageHandler;
import io.aggtape.feed.ws.OpCode;
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
    private final FeedThread thread;
    private final ReceiveBuffer received;
    private final StreamSet streams;
    private final FramePublisher publisher;
    private final LineCounters counters;
    private final ControlListener control;

    private HandoverGate gate;
    private boolean isFollowed;
    private boolean isAdmitting;
    private long openedNs;
    private long refusedStampNs;
    private long messages;
    private long countedMessages;
    private long messagesAtOpen;
    private long refusals;
    private long countedRefusals;

    LineFrames(final LineShared line, final ReceiveBuffer received, final ControlListener control) {
        this.config = line.config;
        this.thread = line.thread;
        this.received = received;
        this.streams = new StreamSet(config.context(), config.symbols());
        this.publisher = thread.publisher();
        this.counters = line.counters;
        this.control = control;
    }

    /** A new connection opens; messages that came with the answer to its upgrade are refused until {@link #admit()}. */
    void opened(final long nowNs) {
        isAdmitting = false;
        openedNs = nowNs;
        refusedStampNs = 0;
        messagesAtOpen = messages;
        streams.reset();
        if (gate != null) {
            gate.restart();
        }
    }

    /** The connection is open and counted: what it delivers comes after that has been told. */
    void admit() {
        counters.connected();
        isAdmitting = true;
    }

    /** When the connection of now was opened. */
    long openedNs() {
        return openedNs;
    }

    /** Whether this connection has delivered for this long. */
    boolean hasDelivered(final long nowNs, final long forNs) {
        return messages > messagesAtOpen && nowNs - openedNs > forNs;
    }

    StreamSet streams() {
        return streams;
    }

    /** Holds first trades back behind another connection; null for no longer. */
    void gate(final HandoverGate newGate) {
        gate = newGate;
    }

    /** Whether to keep each stream's last id, for another connection that begins beside this one. */
    void follow(final boolean isNowFollowed) {
        isFollowed = isNowFollowed;
    }

    /** Makes visible what this connection has counted, at the end of a read. */
    void endOfRead() {
        publisher.endOfRead();
        if (messages != countedMessages) {
            counters.addMessages(messages - countedMessages);
            countedMessages = messages;
        }
        if (refusals != countedRefusals) {
            counters.addRefused(refusals - countedRefusals);
            countedRefusals = refusals;
        }
    }

    @Override
    public boolean onMessage(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        if (!isAdmitting) {
            refusedStampNs = stampOf(buffer, offset + length);
            return false;
        }
        final boolean isText = opCode == OpCode.TEXT;
        if (isText && !ControlMessage.isTradeShaped(buffer, offset, length)) {
            final ControlMessage message = ControlMessage.parse(buffer, offset, length);
            if (message.kind() != ControlMessage.Kind.OTHER) {
                control.onControl(message);
                return true;
            }
        }
        final boolean isWatched = isText && (isFollowed || streams.awaited() > 0);
        final int stream = isWatched ? streams.read(buffer, offset, length) : StreamSet.NONE;
        final long receiveNs = stampOf(buffer, offset + length);
        if (stream != StreamSet.NONE && isHeld(stream)) {
            refusedStampNs = receiveNs;
            return false;
        }
        if (!publisher.publish(
                config.context(), isText, receiveNs, receiveNs + thread.epoch().offsetNs(), buffer, offset, length)) {
            refusals++;
            refusedStampNs = receiveNs;
            return false;
        }
        refusedStampNs = 0;
        messages++;
        if (stream != StreamSet.NONE && streams.delivered(stream)) {
            thread.listener().onFirstTrade(config.context().number(), streams.trade(), receiveNs - openedNs);
        }
        return true;
    }

    private boolean isHeld(final int stream) {
        return gate != null
                && !streams.isLive(stream)
                && !gate.admits(stream, streams.trade().id, thread.nanoClock().nanoTime());
    }

    /** A message that was put together elsewhere keeps the stamp of its first offer. */
    private long stampOf(final DirectBuffer buffer, final int end) {
        if (buffer == received.view()) {
            return received.stampOf(end);
        }
        return refusedStampNs == 0 ? received.lastStamp() : refusedStampNs;
    }
}
