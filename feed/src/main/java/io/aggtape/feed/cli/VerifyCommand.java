package io.aggtape.feed.cli;

import io.aggtape.journal.IdRange;
import io.aggtape.journal.TapeVerifier;
import io.aggtape.journal.VerifyFilter;
import io.aggtape.journal.VerifyReport;
import io.aggtape.journal.VerifyReport.DocumentReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            "Proves by the ids of the trades, and by each document's sequence and checksum, that a tape is complete,",
            "or names what is missing; exit code 3 where anything is."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape verify ./tape",
            "  aggtape verify ./tape --symbol BTCUSDT --from 2026-11-23 --to 2026-11-24",
            "  aggtape verify ./tape --json"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int MAX_HOLES_PRINTED = 1_000;

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
        final boolean isComplete = !wanted.isEmpty()
                && absent.isEmpty()
                && report.documents().isIntact()
                && wanted.stream().allMatch(InstrumentReport::isComplete);
        if (json.isAsked()) {
            wanted.forEach(instrument -> json.line(toMap(instrument)));
            json.line(toMap(report, absent, isComplete));
        } else {
            print(report, wanted, isComplete);
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

    private void print(final VerifyReport report, final List<InstrumentReport> wanted, final boolean isComplete) {
        final PrintWriter out = spec.commandLine().getOut();
        for (final InstrumentReport instrument : wanted) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s %s:%s  ids %d..%d  trades %d  missing %d  absent at source %d  filled late %d  repaired %d  "
                            + "duplicates %d  out of order %d  gaps per million %.3f",
                    instrument.isComplete() ? "complete  " : "INCOMPLETE",
                    instrument.market().label(),
                    instrument.symbol(),
                    instrument.ids().firstId(),
                    instrument.ids().lastId(),
                    instrument.trades(),
                    instrument.missingIds(),
                    instrument.holes().absentIds(),
                    instrument.holes().filledLateIds(),
                    instrument.holes().repairedIds(),
                    instrument.duplicates(),
                    instrument.outOfOrder(),
                    instrument.gapsPerMillion()));
            final List<IdRange> open = instrument.holes().open();
            open.stream()
                    .limit(MAX_HOLES_PRINTED)
                    .forEach(hole -> out.println("  missing " + instrument.symbol() + " " + hole.firstId() + ".."
                            + hole.lastId() + " (" + hole.size() + ")"));
            if (open.size() > MAX_HOLES_PRINTED) {
                out.println("  and " + (open.size() - MAX_HOLES_PRINTED) + " more holes");
            }
        }
        report.rejects().forEach((reason, count) -> out.println("rejected " + reason + " " + count));
        final DocumentReport documents = report.documents();
        documents.missingFiles().forEach(file -> out.println("missing file " + file));
        documents.faults().forEach(fault -> out.println("fault " + fault));
        out.println("documents " + documents.intact() + "  faults " + documents.faultCount() + "  sequence breaks "
                + documents.sequenceBreaks() + "  first sequence " + documents.firstSequence());
        out.println(isComplete ? "complete" : "INCOMPLETE");
    }

    private static Map<String, Object> toMap(final InstrumentReport instrument) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", instrument.market().label());
        map.put("symbol", instrument.symbol());
        map.put("complete", instrument.isComplete());
        map.put("firstId", instrument.ids().firstId());
        map.put("lastId", instrument.ids().lastId());
        map.put("trades", instrument.trades());
        map.put("missingIds", instrument.missingIds());
        map.put(
                "missing",
                instrument.holes().open().stream()
                        .map(hole -> List.of(hole.firstId(), hole.lastId()))
                        .toList());
        map.put("absentAtSourceIds", instrument.holes().absentIds());
        map.put("filledLateIds", instrument.holes().filledLateIds());
        map.put("repairedIds", instrument.holes().repairedIds());
        map.put("duplicates", instrument.duplicates());
        map.put("outOfOrder", instrument.outOfOrder());
        map.put("gapsPerMillion", instrument.gapsPerMillion());
        return map;
    }

    private static Map<String, Object> toMap(
            final VerifyReport report, final Set<String> absent, final boolean isComplete) {
        final DocumentReport documents = report.documents();
        final Map<String, Object> rejects = new LinkedHashMap<>();
        report.rejects().forEach((reason, count) -> rejects.put(reason.name(), count));
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("journal", report.directory().toString());
        map.put("complete", isComplete);
        map.put("symbolsWithoutTrades", List.copyOf(absent));
        map.put("rejects", rejects);
        map.put("documents", documents.intact());
        map.put("faults", documents.faultCount());
        map.put("sequenceBreaks", documents.sequenceBreaks());
        map.put("firstSequence", documents.firstSequence());
        map.put("missingFiles", documents.missingFiles());
        map.put("firstFaults", documents.faults().stream().map(String::valueOf).toList());
        return map;
    }
}
