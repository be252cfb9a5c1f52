package io.aggtape.feed;

import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.pipeline.FramePublisher;
import io.aggtape.pipeline.LineContext;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Turns a line's changes of state into records for the tape and calls for the log; waits with them where the ring is full. */
final class LineJournal {
    private final LineContext context;
    private final FramePublisher publisher;
    private final LineListener listener;
    private final EpochOffset epoch;
    private final ArrayDeque<LineEvent> waiting = new ArrayDeque<>();

    LineJournal(final LineContext context, final FeedThread thread) {
        this.context = context;
        this.publisher = thread.publisher();
        this.listener = thread.listener();
        this.epoch = thread.epoch();
    }

    /** Takes note that the line entered a state, with why, or with what was found in the state before. */
    void entered(final LineState state, final int attempt, final String reason, final long nowNs, final long stageNs) {
        final LineEvent event = new LineEvent();
        event.line = context.number();
        event.market = context.market();
        event.state = state;
        event.attempt = attempt;
        event.timeNs = nowNs + epoch.offsetNs();
        event.stageNs = stageNs;
        event.reason = reason;
        listener.onLine(event);
        waiting.add(event);
        flush();
    }

    /** The moment in milliseconds since the epoch. */
    long epochMs(final long nowNs) {
        return TimeUnit.NANOSECONDS.toMillis(nowNs + epoch.offsetNs());
    }

    /** Publishes what waits; false while something still does. */
    boolean flush() {
        while (!waiting.isEmpty() && publisher.publishEvent(waiting.peek())) {
            waiting.remove();
        }
        return waiting.isEmpty();
    }
}
