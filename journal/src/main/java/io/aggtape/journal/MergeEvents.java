package io.aggtape.journal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** What a tape that is merged tells besides trades and holes, in its order; owned by one thread. */
final class MergeEvents implements TapeListener, AutoCloseable {
    /** The time where nothing is left. */
    static final long NOTHING = Long.MAX_VALUE;

    private final TapeReader reader;
    private final long lastSequence;
    private final Queue<Event> events = new ArrayDeque<>();

    private boolean isAtEnd;
    private long taken;
    private long contentDifferences;

    /** The events of the documents up to one. */
    MergeEvents(final MergeInput input) {
        reader = TapeReader.openWhole(input.directory(), TapeFaultListener.NONE);
        lastSequence = input.lastSequence();
        isAtEnd = lastSequence == 0;
    }

    /** When the next one happened, nanoseconds since the epoch; {@link #NOTHING} where there is none. */
    long nextTimeNs() {
        while (events.isEmpty() && !isAtEnd) {
            reader.poll(this, 1);
            isAtEnd = reader.isAtEnd() || reader.lastSequence() >= lastSequence;
        }
        return events.isEmpty() ? NOTHING : events.peek().timeNs();
    }

    /** Writes the next one. */
    void take(final TapeWriter writer) {
        taken++;
        events.remove().append().accept(writer);
    }

    /** How many were taken. */
    long taken() {
        return taken;
    }

    /** How many of them were trades with an id that was there and other content. */
    long contentDifferences() {
        return contentDifferences;
    }

    @Override
    public void onRejected(final Rejected rejected) {
        final Rejected copy = new Rejected();
        copy.copyFrom(rejected);
        contentDifferences += rejected.reason == RejectReason.CONTENT_DIFFERS ? 1 : 0;
        add(copy.receiveTimeNs, writer -> writer.append(copy));
    }

    @Override
    public void onLine(final LineEvent line) {
        final LineEvent copy = new LineEvent();
        copy.copyFrom(line);
        add(copy.timeNs, writer -> writer.append(copy));
    }

    @Override
    public void onSession(final SessionEvent session) {
        final SessionEvent copy = new SessionEvent();
        copy.copyFrom(session);
        add(copy.timeNs, writer -> writer.append(copy));
    }

    @Override
    public void onClock(final ClockEvent clock) {
        final ClockEvent copy = new ClockEvent();
        copy.copyFrom(clock);
        add(copy.timeNs, writer -> writer.append(copy));
    }

    @Override
    public void close() {
        reader.close();
    }

    private void add(final long timeNs, final Consumer<TapeWriter> append) {
        events.add(new Event(Math.min(timeNs, NOTHING - 1), append));
    }

    /** Something that happened, and how to write it. */
    private record Event(long timeNs, Consumer<TapeWriter> append) {}
}
