package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.TransportStage;
import io.aggtape.journal.LineState;
import io.aggtape.journal.Market;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.LastTrade;
import java.nio.file.Path;
import java.util.List;

/** A line of which no trade ever comes, and all that the log says of it, by a clock that the test moves. */
final class HungLine implements AutoCloseable {
    final LineRig rig;

    private final LogLines log = LogLines.open();
    private final Line line;
    private final TaskLog tasks;
    private final long startNs;

    /** On spot, at this host. */
    HungLine(final Path directory, final List<String> symbols, final String host) {
        rig = new LineRig(directory, symbols, trade -> {}, host);
        line = rig.line;
        startNs = rig.clock.nanoTime();
        tasks = taskLog(rig.configs);
    }

    /** On a market, at this URL. */
    HungLine(final Path directory, final List<String> symbols, final Market market, final String url) {
        rig = new LineRig(directory, symbols, trade -> {});
        line = rig.lineTo(market, url);
        startNs = rig.clock.nanoTime();
        tasks = taskLog(rig.configs.subList(1, 2));
    }

    private TaskLog taskLog(final List<LineConfig> configs) {
        return new TaskLog(
                configs, List.of(line.counters()), rig.log, List.of(), new Heartbeats(), new NoData(), startNs);
    }

    /** Goes through every stage to an accepted upgrade. */
    void open() {
        poll(3);
        rig.current().reach(TransportStage.OPEN);
        poll(2);
        rig.current().send(ServerBytes.accept(rig.current().takeWritten()));
        poll(2);
    }

    /** Acks each request until there is no more. */
    void ack() {
        for (int id = 1; line.state() == LineState.SUBSCRIBING; id++) {
            assertThat(id).isLessThan(100);
            rig.current().send(ServerBytes.text("{\"result\":null,\"id\":" + id + "}"));
            poll(2);
            rig.clock.advanceMs(170);
            poll(2);
        }
    }

    /** Moves the clock to so many seconds after the start; returns all that the log has said by then. */
    List<String> afterS(final long seconds) {
        rig.clock.advanceMs(seconds * 1_000 - (rig.clock.nanoTime() - startNs) / 1_000_000);
        poll(1);
        rig.log.drain();
        tasks.poll(rig.clock.nanoTime());
        return log.all();
    }

    /** Lets further attempts fail, each of which {@code each} brings to where the first hung, until a minute has passed. */
    void goOn(final Runnable each) {
        final long endNs = startNs + 60_000_000_000L;
        while (rig.clock.nanoTime() < endNs) {
            rig.clock.advanceMs(100);
            poll(3);
            if (line.state() == LineState.CONNECTING) {
                each.run();
            }
        }
        rig.log.drain();
        tasks.poll(rig.clock.nanoTime());
    }

    /** After a minute the log says what is missing, and at which stage the line hangs. */
    void assertNoData(final String stage) {
        assertThat(log.all())
                .last()
                .asString()
                .matches("WARN TaskLog - BTCUSDT: NO trade history: line 0 is (connecting: " + stage
                        + " since \\d+\\.\\d s, attempt \\d|failed: " + stage
                        + ": .*, next attempt in \\d+\\.\\d s); no "
                        + "order-flow metrics either");
        assertThat(log.all())
                .filteredOn(text -> text.startsWith("WARN LineLog - line 0: " + stage + " failed after "))
                .hasSizeGreaterThan(1);
    }

    private void poll(final int times) {
        for (int i = 0; i < times; i++) {
            line.poll(rig.clock.nanoTime());
        }
    }

    @Override
    public void close() {
        rig.close();
        log.close();
    }

    /** What the handlers of a run have seen to which nothing comes. */
    private static final class NoData implements DataCheck.Figures {
        @Override
        public long historyTrades(final String symbol) {
            return 0;
        }

        @Override
        public LastTrade.Reading orderFlow(final String symbol) {
            return null;
        }

        @Override
        public long trades(final int number, final String symbol) {
            return 0;
        }
    }
}
