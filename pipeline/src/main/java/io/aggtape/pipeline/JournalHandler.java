package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Gap;
import io.aggtape.journal.JournalUnwritableException;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeWriter;
import java.util.function.BooleanSupplier;

/**
 * Decodes frames and appends to the tape every trade once, every hole, every rejected frame and every event. A document
 * is closed at the end of each batch, and its trades count as journaled only then. While the disk is full it writes
 * nothing and passes frames over; the first trade after that reveals what is missing, as behind any other hole.
 */
final class JournalHandler implements EventHandler<FrameSlot> {
    private final FrameReader reader;
    private final TapeWriter writer;
    private final BooleanSupplier hasSpace;
    private final GapListener gaps;
    private final HandlerCounters counters;
    private final HopRecorder receiveToJournaled;
    private final RecentTrades recent = new RecentTrades();
    private final FilledIds filled = new FilledIds();
    private final Rejected rejected = new Rejected();

    private boolean isPaused;

    JournalHandler(
            final FrameReader reader,
            final TapeWriter writer,
            final BooleanSupplier hasSpace,
            final GapListener gaps,
            final HandlerCounters counters,
            final HopRecorder receiveToJournaled) {
        this.reader = reader;
        this.writer = writer;
        this.hasSpace = hasSpace;
        this.gaps = gaps;
        this.counters = counters;
        this.receiveToJournaled = receiveToJournaled;
    }

    @Override
    public void onEvent(final FrameSlot slot, final long sequence, final boolean endOfBatch) {
        if (slot.event != null) {
            onSlotEvent(slot.event);
        } else {
            onFrame(slot, reader.decode(slot));
        }
        if (endOfBatch) {
            endBatch();
        }
    }

    /** A frame that was decoded. */
    void onFrame(final FrameSlot slot, final DecodeResult decoded) {
        if (!canWrite()) {
            counters.passOver();
            return;
        }
        write(slot, decoded);
        if (receiveToJournaled.isFull()) {
            commit();
        }
    }

    /** An event in place of a frame. */
    void onSlotEvent(final Object event) {
        if (canWrite()) {
            write(event);
        } else {
            counters.passOver();
        }
    }

    /** Ends a batch: what it came to is on the tape from then on, unless the disk is full. */
    void endBatch() {
        if (!isPaused) {
            commit();
        }
    }

    /** A write into a mapped page without disk space would kill the JVM, so it ends while what is open still fits. */
    private boolean canWrite() {
        if (isPaused) {
            if (hasSpace.getAsBoolean() && commit()) {
                isPaused = false;
                counters.pause(false);
            }
        } else if (!hasSpace.getAsBoolean()) {
            pause();
            commit();
        } else if (writer.isFilledUp()) {
            // What is refused here pauses: later the record itself would be, when it counts as seen.
            commit();
        }
        return !isPaused;
    }

    private void pause() {
        isPaused = true;
        reader.onPause();
        counters.pause(true);
    }

    /** Closes the open document; where there is no room even for that, it stays open until there is. */
    private boolean commit() {
        if (!filled.isEmpty()) {
            append(filled.take());
        }
        try {
            writer.commit();
        } catch (final JournalUnwritableException e) {
            if (!isPaused) {
                pause();
            }
            return false;
        }
        if (receiveToJournaled.hasPending()) {
            receiveToJournaled.flush(System.nanoTime());
        }
        counters.publish();
        return true;
    }

    private void write(final FrameSlot slot, final DecodeResult decoded) {
        final FrameReader.Outcome outcome = reader.judge(decoded);
        counters.count(outcome);
        switch (outcome) {
            case TRADE_AFTER_GAP:
                counters.countMissing(reader.gap());
                append(reader.gap());
                writer.append(reader.trade());
                break;
            case TRADE_LATE:
            case TRADE_REPAIRED:
                writer.append(reader.trade());
                fill(reader.gap());
                break;
            case TRADE:
                writer.append(reader.trade());
                break;
            case DUPLICATE:
                compare(slot);
                return;
            case REJECTED:
                appendRejected(slot, reader.rejectReason());
                return;
            default:
                return;
        }
        recent.remember(reader.trade());
        receiveToJournaled.stamp(slot.receiveNs);
    }

    /** A second copy is dropped where it says the same; where it does not, it is kept, as the fault that it is. */
    private void compare(final FrameSlot slot) {
        switch (recent.match(reader.trade())) {
            case DIFFERENT:
                counters.countConflict();
                appendRejected(slot, RejectReason.CONTENT_DIFFERS);
                break;
            case UNKNOWN:
                counters.countUncompared();
                break;
            default:
                break;
        }
    }

    private void fill(final Gap part) {
        if (!filled.add(part)) {
            append(filled.take());
            filled.add(part);
        }
    }

    private void append(final Gap gap) {
        writer.append(gap);
        gaps.onGap(gap);
    }

    private void appendRejected(final FrameSlot slot, final RejectReason reason) {
        rejected.reason = reason;
        rejected.market = slot.line.market();
        rejected.source = slot.line.source();
        rejected.line = slot.line.number();
        rejected.receiveTimeNs = slot.receiveEpochNs;
        rejected.buffer = slot.content();
        rejected.offset = 0;
        rejected.length = slot.length();
        writer.append(rejected);
    }

    private void write(final Object event) {
        if (event instanceof LineEvent) {
            reader.onLine((LineEvent) event);
            writer.append((LineEvent) event);
        } else if (event instanceof SessionEvent) {
            writer.append((SessionEvent) event);
        } else if (event instanceof ClockEvent) {
            writer.append((ClockEvent) event);
        } else if (event instanceof AbsentIds) {
            final long closed = reader.onAbsent((AbsentIds) event);
            if (closed > 0) {
                counters.countAbsent(closed);
                append(reader.gap());
            }
        } else if (!(event instanceof Probe)) {
            throw new IllegalStateException("the ring holds an event of unknown type " + event.getClass());
        }
    }
}
