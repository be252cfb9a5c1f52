package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.exchange.ExchangeConfig;
import io.aggtape.feed.exchange.Pace;
import io.aggtape.feed.exchange.Program;
import io.aggtape.journal.Market;
import io.aggtape.journal.SmallDisk;
import io.aggtape.journal.TapeInfo;
import io.aggtape.journal.TapeInfo.RecordType;
import io.aggtape.journal.TapeVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder whose disk of 64 MiB fills while it records, and is freed again. */
final class FullDiskTest {
    private static final List<String> SYMBOLS = List.of("BTCUSDT");
    private static final int RATE = 2_000;

    @TempDir
    Path directory;

    @Test
    void shouldLiveThroughAFullDiskNameTheHoleAndFetchIt() throws IOException {
        try (Exchange exchange = exchange();
                SmallDisk disk = new SmallDisk(directory.resolve("disk"), 64);
                AggtapeProcess recorder = recorder(exchange, disk.resolve("tape"))) {
            recorder.awaitErr(": live, ");
            recorder.await("trades on the tape", () -> trades(disk.resolve("tape")) > RATE);

            disk.fillTo(0);
            recorder.awaitErr("trades are not recorded until there is space again");
            final long full = settledTrades(recorder, disk.resolve("tape"));

            disk.free();
            recorder.awaitErr("has space again");
            recorder.await("more trades on the tape", () -> trades(disk.resolve("tape")) > full + RATE);
            recorder.await("the hole on the tape", () -> gaps(disk.resolve("tape")) > 0);
            recorder.await(
                    "the hole fetched",
                    () -> TapeVerifier.verify(disk.resolve("tape")).isComplete());
            exchange.stopPlayback();

            final Script.Result stopped = recorder.terminate().finish();
            assertThat(stopped.err()).doesNotContain("met a fault").doesNotContain("InternalError");
            assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.OK);
            final CommandRun verify = Cli.run("verify", disk.resolve("tape").toString());
            assertThat(verify.exitCode()).as(verify.out()).isEqualTo(ExitCode.OK);
            assertThat(verify.out()).contains("faults 0").doesNotContain("repaired 0 ");
        }
    }

    /** How many there are when nothing more comes: two readings with a second of the exchange's trades between them. */
    private static long settledTrades(final AggtapeProcess recorder, final Path tape) {
        final long[] last = {-1, System.nanoTime()};
        recorder.await("a tape that rests", () -> {
            if (System.nanoTime() - last[1] < 1_000_000_000L) {
                return false;
            }
            final long before = last[0];
            last[0] = trades(tape);
            last[1] = System.nanoTime();
            return before == last[0];
        });
        return last[0];
    }

    private static long trades(final Path tape) {
        return TapeInfo.read(tape).records().getOrDefault(RecordType.AGG_TRADE, 0L);
    }

    private static long gaps(final Path tape) {
        return TapeInfo.read(tape).records().getOrDefault(RecordType.GAP, 0L);
    }

    private AggtapeProcess recorder(final Exchange exchange, final Path tape) throws IOException {
        final List<String> arguments = Cli.recordArguments(exchange, SYMBOLS, tape);
        arguments.addAll(List.of("--min-free", "8M", "--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        return AggtapeProcess.start(directory, arguments);
    }

    private static Exchange exchange() throws IOException {
        final Exchange exchange = new Exchange(
                ExchangeConfig.of(Market.SPOT, Program.generated(SYMBOLS, 1, 1)).withPace(Pace.rate(RATE)));
        exchange.start();
        return exchange;
    }
}
