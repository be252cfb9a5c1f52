package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.feed.exchange.Exchange;
import io.aggtape.feed.liveness.OrderedStall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class StallOptionsTest {
    private final LivenessOptions.Stalls stalls = new LivenessOptions.Stalls();

    @TempDir
    Path directory;

    @Test
    void shouldReadWhoStandsStillForHowLongAndWhen() {
        assertThat(stalls.convert("journal=3s@500ms"))
                .isEqualTo(new OrderedStall("journal", 3_000_000_000L, 500_000_000L));
    }

    @Test
    void shouldWaitTwoSecondsUnlessToldOtherwise() {
        assertThat(stalls.convert("feed-0=1500ms"))
                .isEqualTo(new OrderedStall("feed-0", 1_500_000_000L, 2_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "=3s", "journal=", "journal=soon", "journal=3s@", "journal=3s@later"})
    void shouldRefuseWhatIsNoStall(final String text) {
        assertThatThrownBy(() -> stalls.convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void shouldRefuseAThreadThatThereIsNotAndNameThoseThatThereAre() throws IOException {
        try (Exchange exchange = FaultyRun.exchange()) {
            final CommandRun run = Cli.record(
                    exchange,
                    FaultyRun.SYMBOLS,
                    directory.resolve("tape"),
                    "--inject-stall",
                    "journl=3s",
                    "--for",
                    "60s");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .contains(
                            "no thread of this run is called 'journl': there are liveness, ", " journal, ", " feed, ");
        }
    }

    @Test
    void shouldRefuseToCallEveryCycleAStall() throws IOException {
        try (Exchange exchange = FaultyRun.exchange()) {
            final CommandRun run = Cli.record(
                    exchange, FaultyRun.SYMBOLS, directory.resolve("tape"), "--stall-after", "1ms", "--for", "1s");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("stall after: 50 ms or more");
        }
    }

    @Test
    void shouldNameTheStallInTheLogOfTheProcessWhileItLasts() throws IOException {
        final Path journal = directory.resolve("tape");
        try (Exchange exchange = FaultyRun.exchange()) {
            final List<String> arguments = Cli.recordArguments(exchange, FaultyRun.SYMBOLS, journal);
            arguments.addAll(List.of(
                    "--cpu",
                    "none",
                    "--wait",
                    "blocking",
                    "--idle",
                    "backoff",
                    "--inject-stall",
                    "page-toucher=3s@2s"));
            try (AggtapeProcess process = AggtapeProcess.start(directory, arguments)) {
                process.awaitErr(" thread page-toucher STALLS, for ");
                process.awaitErr("\tat io.aggtape.pipeline.Heartbeat.beat(");
                process.awaitErr(" thread page-toucher runs again after 3.0");
                final Script.Result result = process.terminate().finish();
                assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
                assertThat(result.err()).contains("INFO  [liveness] LivenessLog - thread journal ended\n");
            }
        }
    }
}
