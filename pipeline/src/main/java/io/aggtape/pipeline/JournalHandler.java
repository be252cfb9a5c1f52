package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.JournalUnwritableException;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeWriter;

/**
 * Decodes frames and appends to the tape every trade once, every hole, every rejected frame and every event. A document
 * is closed at the end of each batch, and its trades count as journaled only then.
 */
final class JournalHandler implements EventHandler<FrameSlot> {
    private final FrameReader reader;
    private final TapeWriter writer;
    private final HandlerCounters counters;
    private final HopRecorder receiveToJournaled;
    private final Rejected rejected = new Rejected();

    JournalHandler(
            final FrameReader reader,
            final TapeWriter writer,
            final HandlerCounters counters,
            final HopRecorder receiveToJournaled) {
        this.reader = reader;
        this.writer = writer;
        this.counters = counters;
        this.receiveToJournaled = receiveToJournaled;
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        if (slot.event != null) {
            onSlotEvent(slot.event);
        } else {
            onFrame(slot);
        }
        if (endOfBatch || receiveToJournaled.isFull()) {
            commit();
        }
    }

    /** Stops the recorder before the disk is full: a write into a mapped page without disk space would kill the JVM. */
    private void commit() {
        if (!writer.hasSpace()) {
            throw new JournalUnwritableException(writer.pageToucher().reason() + ": free some space and start again");
        }
        writer.commit();
        if (receiveToJournaled.hasPending()) {
            receiveToJournaled.flush(System.nanoTime());
        }
        counters.publish();
    }

    private void onFrame(final FrameSlot slot) {
        final FrameReader.Outcome outcome = reader.read(slot);
        counters.count(outcome);
        switch (outcome) {
            case TRADE_AFTER_GAP:
                counters.countMissing(reader.gap());
                writer.append(reader.gap());
                writer.append(reader.trade());
                break;
            case TRADE_LATE:
                writer.append(reader.trade());
                writer.append(reader.gap());
                break;
            case TRADE:
                writer.append(reader.trade());
                break;
            case REJECTED:
                appendRejected(slot);
                return;
            default:
                return;
        }
        receiveToJournaled.stamp(slot.receiveNs);
    }

    private void appendRejected(final FrameSlot slot) {
        rejected.reason = reader.rejectReason();
        rejected.market = slot.line.market();
        rejected.source = slot.line.source();
        rejected.line = slot.line.number();
        rejected.receiveTimeNs = slot.receiveEpochNs;
        rejected.buffer = slot.content();
        rejected.offset = 0;
        rejected.length = slot.length();
        writer.append(rejected);
    }

    private void onSlotEvent(final Object event) {
        if (event instanceof LineEvent) {
            reader.onLine((LineEvent) event);
            writer.append((LineEvent) event);
        } else if (event instanceof SessionEvent) {
            writer.append((SessionEvent) event);
        } else if (event instanceof ClockEvent) {
            writer.append((ClockEvent) event);
        } else {
            throw new IllegalStateException("the ring holds an event of unknown type " + event.getClass());
        }
    }
}
