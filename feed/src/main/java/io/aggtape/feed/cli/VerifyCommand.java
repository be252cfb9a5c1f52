package io.aggtape.feed.cli;

import io.aggtape.journal.ChainFault;
import io.aggtape.journal.TapeVerifier;
import io.aggtape.journal.VerifyFilter;
import io.aggtape.journal.VerifyReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aggtape verify}: proves a tape complete or names what is missing. */
@Command(
        name = "verify",
        description = {
            "Proves by the ids of the trades, by each document's sequence and checksum, and by the chain of hashes over",
            "each symbol's hours, that a tape is complete and as it was written, or names what is not; exit code 3",
            "where anything is missing, changed or contradictory. Two tapes with the same content digest of a symbol",
            "hold the same trades of it."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape verify ./tape",
            "  aggtape verify ./tape --symbol BTCUSDT --from 2026-11-23 --to 2026-11-24",
            "  aggtape verify ./tape --json"
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private JournalOption journal;

    @Mixin
    private TapeRange range;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final VerifyReport report;
        try {
            report = TapeVerifier.verify(journal.directory(), VerifyFilter.ALL.between(range.fromUs(), range.toUs()));
        } catch (final IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
        final List<InstrumentReport> wanted = report.instruments().stream()
                .filter(instrument -> range.isSymbolWanted(instrument.symbol()))
                .toList();
        final Set<String> absent = new TreeSet<>(range.symbols());
        wanted.forEach(instrument -> absent.remove(instrument.symbol()));
        final List<ChainFault> chainFaults = report.chainFaults().stream()
                .filter(fault -> range.isSymbolWanted(fault.symbol()))
                .toList();
        final boolean isComplete = !wanted.isEmpty()
                && absent.isEmpty()
                && chainFaults.isEmpty()
                && report.isSound()
                && wanted.stream().allMatch(InstrumentReport::isComplete);
        if (json.isAsked()) {
            wanted.forEach(instrument -> json.line(VerifyPrinter.toMap(instrument)));
            json.line(VerifyPrinter.toMap(report, chainFaults, absent, isComplete));
        } else {
            final PrintWriter out = spec.commandLine().getOut();
            wanted.forEach(instrument -> VerifyPrinter.print(instrument, out));
            VerifyPrinter.print(report, chainFaults, out);
            out.println(isComplete ? "complete" : "INCOMPLETE");
        }
        tellAbsent(report, absent);
        return isComplete ? ExitCode.OK : ExitCode.DATA_FAULT;
    }

    /** A tape proves nothing about trades that it does not hold. */
    private void tellAbsent(final VerifyReport report, final Set<String> absent) {
        final PrintWriter err = spec.commandLine().getErr();
        final String where = range.isAllTime() ? "on the tape" : "on the tape between --from and --to";
        if (report.instruments().isEmpty()) {
            err.println("nothing to verify: no trade " + where + " " + report.directory());
        } else {
            absent.forEach(symbol -> err.println("no trades of " + symbol + " " + where));
        }
    }
}
