package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aggtape.journal.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the exchange says that a tape must hold. */
final class TruthTest {
    @TempDir
    Path directory;

    private FaultRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void play(final String... faults) throws Exception {
        rig = new FaultRig(FaultRig.bitcoinAlone(directory).withPace(Pace.max()).withFaults(Faults.of(1, faults)));
        rig.bitcoin();
        rig.exchange().done().get(30, TimeUnit.SECONDS);
    }

    private List<String> truth() {
        final List<String> lines = new ArrayList<>();
        rig.exchange().truth("BTCUSDT").forEachRemaining(trade -> lines.add(trade.archiveLine(Market.SPOT)));
        return lines;
    }

    private static List<String> rows(final long first, final long last, final long... absent) {
        return LongStream.rangeClosed(first, last)
                .filter(id -> LongStream.of(absent).noneMatch(other -> other == id))
                .mapToObj(SampleTrades::spotRow)
                .toList();
    }

    @Test
    void shouldHoldWhatFaultsKeptFromTheStream() throws Exception {
        play("drop,ids=1000..1001", "malformed,ids=1100", "drop,ids=1200..1210", "drop,ids=1299");

        assertThat(truth()).isEqualTo(rows(1_002, 1_298));
    }

    @Test
    void shouldNotHoldWhatIsAbsent() throws Exception {
        play("absent,ids=1150");

        assertThat(truth()).isEqualTo(rows(1_000, 1_299, 1_150));
    }

    @Test
    void shouldHoldNothingBeforeATradeWasSent() throws Exception {
        play("mute");

        assertThat(rig.exchange().truth("BTCUSDT").hasNext()).isFalse();
        assertThatThrownBy(() -> rig.exchange().truth("BTCUSDT").next()).hasMessageContaining("no trade of BTCUSDT");
        assertThatThrownBy(() -> rig.exchange().truth("XYZ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteAllThatWasPlayedAsAnArchive() throws Exception {
        play("drop,ids=1299", "absent,ids=1000");
        final Path file = directory.resolve("played.csv");
        rig.exchange().writePlayed("BTCUSDT", file);

        assertThat(Files.readAllLines(file)).isEqualTo(rows(1_001, 1_299));
    }

    @Test
    void shouldWriteAFuturesArchiveWithItsHeader() throws IOException {
        final Path source = SampleTrades.futures(directory, "ETHUSDT", 7, 50);
        rig = new FaultRig(ExchangeConfig.of(Market.USDM, Program.ofCsv(List.of(source.toString())))
                .withTls(false)
                .withPace(Pace.max()));
        final WireClient client = rig.client("/market/ws/ethusdt@aggTrade");
        client.next(50);
        final Path file = directory.resolve("played.csv");
        rig.exchange().writePlayed("ETHUSDT", file);

        assertThat(Files.readAllLines(file)).isEqualTo(Files.readAllLines(source));
    }

    @Test
    void shouldKeepTheNewestGeneratedTrades() throws Exception {
        rig = new FaultRig(ExchangeConfig.of(Market.SPOT, Program.generated(List.of("BTCUSDT"), 1, 1_000))
                .withTls(false)
                .withPace(Pace.max()));
        rig.bitcoin();
        await().until(() -> rig.exchange().servedCount() > GeneratedSupply.KEPT + 10_000);
        rig.exchange().pausePlayback();

        long count = 0;
        long previous = -1;
        for (final var truth = rig.exchange().truth("BTCUSDT"); truth.hasNext(); count++) {
            final long id = truth.next().id();
            assertThat(previous == -1 || id == previous + 1).isTrue();
            previous = id;
        }
        assertThat(count).isEqualTo(GeneratedSupply.KEPT);
    }
}
