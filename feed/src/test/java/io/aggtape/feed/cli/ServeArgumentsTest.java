package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} refuses, and how it says so. */
final class ServeArgumentsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--speed quick            | 'quick' is no replay speed: use max, realtime or Nx",
                "--speed 50000            | '50000' is no replay speed",
                "--order by-name          | 'by-name' is no order of a replay: use arrival or exchange",
                "--clock two              | 'two' is no clock: use one (for all) or each",
                "--symbol XRPUSDT         | holds no trades of XRPUSDT in that range; it holds AAAUSDT",
                "--market usdm            | holds no trades of what was asked for; it holds AAAUSDT",
                "--csv a.csv --journal x  | a journal and --csv: serve one of them",
                "--csv a.csv --loop       | are for a tape, not for --csv",
                "--from 2026-11-23 --to 2026-11-22 | is before --from",
                "--fault drp              | --fault: fault 'drp': 'drp' is no fault"
            })
    void shouldRefuseWhatMakesNoSense(final String arguments, final String message) {
        writeTape();
        final List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
        if (!arguments.contains("--csv")) {
            all.addAll(List.of("--journal", directory.resolve("tape").toString()));
        }
        all.addAll(List.of(arguments.split(" +")));
        final CommandRun run = Cli.run(all);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("aggtape serve: ").contains(message);
    }

    @Test
    void shouldSayThatThereIsNoTape() {
        final CommandRun run = Cli.run("serve", directory.resolve("nowhere").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.JOURNAL);
        assertThat(run.err()).contains("nowhere", "does not exist");
    }

    private void writeTape() {
        final AggTrade trade = new AggTrade();
        trade.instrument = new Instruments().intern(Market.SPOT, "AAAUSDT");
        trade.tradeTimeUs = 1_795_348_800_000_000L;
        trade.receiveTimeNs = trade.tradeTimeUs * 1_000;
        trade.source = TradeSource.LINE_A;
        try (TapeWriter writer = TapeWriter.open(TapeConfig.of(directory.resolve("tape")))) {
            writer.append(trade);
        }
    }
}
