package io.aggtape.feed.exchange;

import io.aggtape.feed.exchange.TapeProgram.PlayClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.agrona.concurrent.NanoClock;

/**
 * Plays a tape. By one clock: from the first subscription on, or at pace {@code max} as long as somebody is subscribed to
 * every symbol and nobody is behind. By each connection's clock: whenever a connection subscribes, for it, from the start,
 * as fast as the pace wants and it reads.
 */
final class TapePlayback implements Player {
    private final TapeProgram program;
    private final TapeStage stage;
    private final Pace pace;
    private final NanoClock clock;
    private final PlayControl control = new PlayControl();
    private final ConcurrentLinkedQueue<Subscription> subscriptions = new ConcurrentLinkedQueue<>();
    private final List<TapeRun> runs = new ArrayList<>();
    private boolean wasPlayedOut;

    /** What a connection wants to hear, from when on. */
    private record Subscription(Subscriber subscriber, List<Track> tracks) {}

    TapePlayback(final TapeProgram program, final TapeStage stage, final Pace pace, final NanoClock clock) {
        this.program = program;
        this.stage = stage;
        this.pace = pace;
        this.clock = clock;
        if (program.clock() == PlayClock.ONE) {
            runs.add(TapeRun.forAll(stage, cursor(), pace));
        }
    }

    @Override
    public int doWork() {
        final int halts = control.halts();
        final long nowNs = clock.nanoTime();
        stage.releaseOverdue(nowNs);
        if (!control.isPlaying()) {
            control.halt(halts, nowNs);
            return 0;
        }
        final long haltNs = control.takeHaltNs(nowNs);
        begin();
        int workCount = 0;
        for (int i = runs.size() - 1; i >= 0; i--) {
            final TapeRun run = runs.get(i);
            run.shift(haltNs);
            final boolean isExhausted = run.isExhausted();
            if (isExhausted || run.isAbandoned()) {
                wasPlayedOut |= isExhausted;
                runs.remove(i).close();
            } else {
                workCount += run.play(nowNs);
            }
        }
        stage.flush();
        return workCount;
    }

    @Override
    public void onClose() {
        control.close();
        runs.forEach(TapeRun::close);
        runs.clear();
    }

    @Override
    public String roleName() {
        return "exchange-tape";
    }

    @Override
    public void onSubscribed(final Subscriber subscriber, final List<Track> tracks) {
        if (program.clock() == PlayClock.EACH) {
            subscriptions.add(new Subscription(subscriber, tracks));
        }
    }

    @Override
    public PlayControl control() {
        return control;
    }

    @Override
    public boolean hasNoMore() {
        return !stage.isHolding() && (control.isStopped() || isPlayedOut());
    }

    private boolean isPlayedOut() {
        return wasPlayedOut && runs.isEmpty() && subscriptions.isEmpty();
    }

    private void begin() {
        Subscription one = subscriptions.poll();
        while (one != null) {
            for (int i = 0; i < runs.size(); i++) {
                runs.get(i).leave(one.subscriber(), one.tracks());
            }
            runs.add(TapeRun.forOne(stage, cursor(), pace, one.subscriber(), one.tracks()));
            one = subscriptions.poll();
        }
    }

    private TapeCursor cursor() {
        return new TapeCursor(program);
    }
}
