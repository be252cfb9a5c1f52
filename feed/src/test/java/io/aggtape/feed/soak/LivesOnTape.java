package io.aggtape.feed.soak;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TradeSource;
import io.aggtape.pipeline.GapReasons;
import java.nio.file.Path;
import java.util.List;

/** Reads a tape once and adds to each life what it left there; counts what a follower has shown and is still there. */
final class LivesOnTape implements TapeListener {
    private final List<Life> lives;
    private final TapeFollower follower;
    private Life current = new Life(Life.Moment.START);
    private long stillThere;
    private long sessions;
    private long strangers;

    private LivesOnTape(final List<Life> lives, final TapeFollower follower) {
        this.lives = lives;
        this.follower = follower;
    }

    /** Reads the whole tape; the follower must have ended. */
    static LivesOnTape read(final Path journal, final List<Life> lives, final TapeFollower follower) {
        final LivesOnTape reading = new LivesOnTape(lives, follower);
        try (TapeReader reader = TapeReader.open(journal)) {
            do {
                reader.poll(reading, 1_000);
            } while (!reader.isAtEnd());
        }
        return reading;
    }

    /** How many of the trades that were shown are on the tape, the very ones. */
    long stillThere() {
        return stillThere;
    }

    /** How many starts of a recorder are on the tape. */
    long sessions() {
        return sessions;
    }

    /** Those of them that belong to no life. */
    long strangers() {
        return strangers;
    }

    @Override
    public void onSession(final SessionEvent session) {
        if (!session.isStart) {
            return;
        }
        sessions++;
        for (final Life life : lives) {
            if (life.contains(session.timeNs)) {
                current = life;
                return;
            }
        }
        strangers++;
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        current.taped++;
        if (trade.source != TradeSource.REST) {
            current.tapedFromLines++;
        }
        if (follower.hasShown(trade)) {
            stillThere++;
        }
    }

    @Override
    public void onGap(final Gap gap) {
        if (gap.state == GapState.OPENED && gap.reason.equals(GapReasons.BETWEEN_RUNS)) {
            current.missedBefore += gap.lastId - gap.firstId + 1;
        }
    }
}
