package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeReader;
import io.aggtape.pipeline.HandlerCounters;
import io.aggtape.pipeline.OrderFlow;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order flow of a bad day, live and from its tape: second copies on another line, holes, and trades that come late. */
final class FlowHashSystemTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    private static final double TRADES_A_SECOND = 2_000;

    @TempDir
    Path directory;

    @Test
    void shouldBeTheSameLiveAndReplayedWhereHolesWereFilledLate() throws IOException {
        try (Exchange exchange = new Exchange(ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1))
                .withPace(Pace.rate(TRADES_A_SECOND)))) {
            exchange.start();
            final RecorderRig rig = new RecorderRig(exchange, directory).withLines(2);
            final RecorderSummary summary;
            try (Recorder recorder = rig.start(Market.SPOT, SYMBOLS)) {
                for (int i = 0; i < 2; i++) {
                    rig.await("live streams", () -> recorder.status().liveStreams() == 2 * SYMBOLS.size());
                    final long before = recorder.status().journaled();
                    rig.await("200 trades more", () -> recorder.status().journaled() > before + 200);
                    final long gaps = recorder.status().gaps();
                    exchange.abortConnections();
                    rig.await("a hole", () -> recorder.status().gaps() > gaps);
                }
                exchange.stopPlayback();
                rig.await("what was served to leave", () -> exchange.done().isDone());
                rig.await("each hole to be filled", () -> isRepaired(recorder));
                summary = recorder.stop();
            }
            final OrderFlow replayed = new OrderFlow(OrderFlowConfig.ofLargeTrade("100000"));
            try (TapeReader reader = TapeReader.open(directory)) {
                assertThat(Replay.of(reader).into(replayed).run()).isEqualTo(summary.journaled());
            }
            assertThat(summary.duplicates()).isPositive();
            assertThat(summary.flowHashes().symbols()).hasSize(SYMBOLS.size());
            assertThat(replayed.hashes()).isEqualTo(summary.flowHashes());
        }
    }

    private static boolean isRepaired(final Recorder recorder) {
        final HandlerCounters journal = recorder.pipeline().journalCounters();
        return journal.gaps() > 0 && journal.missingIds() == journal.late() + journal.repaired();
    }
}
