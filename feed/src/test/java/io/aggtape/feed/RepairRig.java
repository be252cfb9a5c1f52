package io.aggtape.feed;

import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.AbsentIds;
import io.aggtape.pipeline.GapReasons;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repairer with a REST and a tape by hand, on a clock that stands still. */
final class RepairRig implements HoleListener, RepairSink {
    static final String SYMBOL = "BTCUSDT";
    static final RepairConfig DEFAULT = new RepairConfig(
            true, true, RepairConfig.DEFAULT_MAX_IDS, RepairConfig.DEFAULT_SHARE, RepairConfig.FOR_EVER);

    private static final Pattern ID = Pattern.compile("\"a\":(\\d+)");
    private static final int CYCLES = 10_000;

    final ManualClock clock = new ManualClock();
    final FakeRest rest = new FakeRest();
    final HoleInbox inbox = new HoleInbox();
    final Repairer repairer;
    /** What was told, one word and the hole each. */
    final List<String> told = new ArrayList<>();
    /** The frames that the tape was offered, as text. */
    final List<String> frames = new ArrayList<>();
    /** The ids that REST brought. */
    final TreeSet<Long> fetched = new TreeSet<>();
    /** What was declared absent. */
    final List<AbsentIds> absent = new ArrayList<>();

    private final Instruments instruments = new Instruments();
    private boolean isTapeSilent;
    private int room = Integer.MAX_VALUE;

    RepairRig() {
        this(DEFAULT);
    }

    RepairRig(final RepairConfig config) {
        repairer = new Repairer(config, rest, inbox, this, clock, this, "aggtape repair tape");
    }

    /** The tape has a hole in the ids of {@link #SYMBOL}, with what REST needs to know of both sides. */
    RepairRig hole(final long firstId, final long lastId) {
        gap(SYMBOL, GapState.OPENED, firstId, lastId, GapReasons.SKIPPED);
        return this;
    }

    void gap(final String symbol, final GapState state, final long firstId, final long lastId, final String reason) {
        final Gap gap = new Gap();
        gap.instrument = instruments.intern(Market.SPOT, symbol);
        gap.state = state;
        gap.firstId = firstId;
        gap.lastId = lastId;
        gap.reason = reason;
        inbox.onGap(gap);
    }

    /** Whether the tape says nothing of what it is offered. */
    void silenceTape(final boolean isSilent) {
        isTapeSilent = isSilent;
    }

    /** There is room for so many items. */
    void room(final int items) {
        room = items;
    }

    /** Runs the duty cycle until it has nothing to do. */
    RepairRig run() {
        for (int i = 0; i < CYCLES; i++) {
            if (repairer.doWork() == 0) {
                return this;
            }
        }
        throw new AssertionError("it never rests; asked " + rest.asked().size() + " times");
    }

    /** The same after a while. */
    RepairRig runAfterMs(final long ms) {
        clock.advanceMs(ms);
        return run();
    }

    RepairCounters counters() {
        return repairer.counters();
    }

    /** What was told that begins so. */
    List<String> told(final String word) {
        return told.stream().filter(text -> text.startsWith(word)).toList();
    }

    @Override
    public boolean offer(final Object item) {
        if (room == 0) {
            return false;
        }
        room--;
        if (item instanceof AbsentIds) {
            final AbsentIds ids = (AbsentIds) item;
            absent.add(ids);
            confirm(ids.symbol(), GapState.ABSENT_AT_SOURCE, ids.firstId(), ids.lastId());
            return true;
        }
        final RepairFrame frame = (RepairFrame) item;
        final String text =
                frame.text().getStringWithoutLengthUtf8(0, frame.text().capacity());
        frames.add(text);
        final Matcher id = ID.matcher(text);
        id.find();
        fetched.add(Long.parseLong(id.group(1)));
        final String symbol = text.substring(text.indexOf("\"s\":\"") + 5, text.indexOf("\",\"a\""));
        confirm(symbol, GapState.REPAIRED, Long.parseLong(id.group(1)), Long.parseLong(id.group(1)));
        return true;
    }

    private void confirm(final String symbol, final GapState state, final long firstId, final long lastId) {
        if (!isTapeSilent) {
            gap(symbol, state, firstId, lastId, GapReasons.FETCHED);
        }
    }

    @Override
    public void onSeen(final Hole hole) {
        told.add("seen " + hole);
    }

    @Override
    public void onBegun(final Hole hole) {
        told.add("begun " + hole);
    }

    @Override
    public void onAbsent(final Hole hole, final long firstId, final long lastId) {
        told.add("absent " + firstId + ".." + lastId);
    }

    @Override
    public void onSetAside(final Hole hole) {
        told.add("aside " + hole + ": " + hole.note());
    }

    @Override
    public void onClosed(final Hole hole) {
        told.add("closed " + hole + ": " + hole.repairedIds() + " " + hole.lateIds() + " " + hole.absentIds());
    }

    @Override
    public void onNotice(final boolean isFault, final String text) {
        told.add((isFault ? "fault " : "notice ") + text);
    }
}
