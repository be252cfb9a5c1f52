package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import io.aggtape.journal.RollCycle;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/** Tapes to replay, a listener that writes down what it hears and when, and a clock that only waiting moves. */
final class ReplayRig implements TradeListener, IdleStrategy, NanoClock {
    static final long START_US = 1_795_350_600_000_000L;
    static final long START_NS = START_US * 1_000;

    final List<String> heard = new ArrayList<>();
    final List<Long> heardAtNs = new ArrayList<>();
    final List<Long> tapeTimesNs = new ArrayList<>();
    /** When gaps and lines were heard since the first trade. */
    final List<Long> toldAtNs = new ArrayList<>();

    final ReplayClock tapeClock = new ReplayClock();

    private final FlowTrades made = new FlowTrades();
    private final Path directory;

    LongConsumer onTrade = id -> {};
    Runnable onIdle = () -> {};
    private long nowNs = 1;

    ReplayRig(final Path directory) {
        this.directory = directory;
    }

    Path tape(final String name) {
        return directory.resolve(name);
    }

    TapeWriter write(final String name) {
        final long startMs = START_US / 1_000;
        return TapeWriter.open(
                new TapeConfig(tape(name), RollCycle.DAILY, 128 << 20, 4, 8, 1 << 20, 4 << 20), () -> startMs);
    }

    /** Writes trades of a symbol; {@code T} is {@code id} ms behind the start, receipt 250 us behind that. */
    void write(final String name, final String symbol, final long... ids) {
        try (TapeWriter writer = write(name)) {
            for (final long id : ids) {
                writer.append(trade(symbol, id));
            }
        }
    }

    AggTrade trade(final String symbol, final long id) {
        final AggTrade trade = made.trade(made.instrument(symbol), "100.5", "2", START_US + id * 1_000, false);
        trade.id = id;
        trade.receiveTimeNs = START_NS + id * 1_000_000 + 250_000;
        return trade;
    }

    Gap gap(final String symbol, final long firstId, final long lastId) {
        final Gap gap = new Gap();
        gap.instrument = made.instrument(symbol);
        gap.state = GapState.OPENED;
        gap.firstId = firstId;
        gap.lastId = lastId;
        gap.timeNs = START_NS + (lastId + 1) * 1_000_000;
        return gap;
    }

    LineEvent line(final long timeNs) {
        final LineEvent line = new LineEvent();
        line.market = Market.SPOT;
        line.state = LineState.values()[0];
        line.timeNs = timeNs;
        return line;
    }

    Replay.Builder replay(final String... names) {
        final Path[] tapes = new Path[names.length];
        for (int i = 0; i < tapes.length; i++) {
            tapes[i] = tape(names[i]);
        }
        return Replay.of(tapes).tapeClock(tapeClock).clock(this, this);
    }

    List<String> run(final Replay.Builder builder) {
        try (Replay replay = builder.into(this)) {
            replay.run();
            return heard;
        }
    }

    @Override
    public void onTrade(final AggTrade trade) {
        heard.add(trade.instrument.symbol() + " " + trade.id);
        heardAtNs.add(nowNs);
        tapeTimesNs.add(tapeClock.nanoTime() - START_NS);
        onTrade.accept(trade.id);
    }

    @Override
    public void onGap(final Gap gap) {
        heard.add("gap " + gap.state + " " + gap.firstId + ".." + gap.lastId);
        tell();
    }

    @Override
    public void onLine(final LineEvent line) {
        heard.add("line " + line.state);
        tell();
    }

    private void tell() {
        if (!heardAtNs.isEmpty()) {
            toldAtNs.add(nowNs);
        }
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    @Override
    public void idle(final int workCount) {
        idle();
    }

    @Override
    public void idle() {
        nowNs += 1_000;
        onIdle.run();
    }

    @Override
    public void reset() {}
}
