package io.aggtape.feed;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what becomes of holes as log lines for a person, but not thousands of them; owned by the repair thread. */
final class RepairLog implements HoleListener {
    private static final Logger LOG = LoggerFactory.getLogger(RepairLog.class);
    private static final int LINES_A_SECOND = 20;

    private final NanoClock clock;
    private long second;
    private int lines;
    private long leftOut;

    RepairLog(final NanoClock clock) {
        this.clock = clock;
    }

    /** Most holes that two lines leave are gone in a moment: only the others are worth a line. */
    @Override
    public void onSeen(final Hole hole) {}

    @Override
    public void onBegun(final Hole hole) {
        if (mayWrite()) {
            LOG.warn("hole: {}: {}; asking REST", hole, hole.reason());
        }
    }

    @Override
    public void onAbsent(final Hole hole, final long firstId, final long lastId) {
        if (mayWrite()) {
            LOG.info(
                    "{} {}..{} do not exist at the source: REST has those on both sides and not these, asked twice",
                    hole.symbol(),
                    firstId,
                    lastId);
        }
    }

    @Override
    public void onSetAside(final Hole hole) {
        if (hole.isBegun() && mayWrite()) {
            LOG.warn("{} stays open: {}", hole, hole.note());
        } else if (!hole.isBegun() && mayWrite()) {
            LOG.warn("hole: {}: {}; it stays open: {}", hole, hole.reason(), hole.note());
        }
    }

    @Override
    public void onClosed(final Hole hole) {
        if (hole.isTold() && mayWrite()) {
            LOG.info(
                    "hole closed: {}: {} repaired, {} late from a line, {} absent at source",
                    hole,
                    hole.repairedIds(),
                    hole.lateIds(),
                    hole.absentIds());
        }
    }

    @Override
    public void onNotice(final boolean isFault, final String text) {
        if (isFault) {
            LOG.warn("{}", text);
        } else {
            LOG.info("{}", text);
        }
    }

    private boolean mayWrite() {
        final long now = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime());
        if (now != second) {
            if (leftOut > 0) {
                LOG.info("{} more lines about holes were left out", leftOut);
            }
            second = now;
            lines = 0;
            leftOut = 0;
        }
        if (lines == LINES_A_SECOND) {
            leftOut++;
            return false;
        }
        lines++;
        return true;
    }
}
