package io.aggtape.feed.cli;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.archive.ArchiveFile;
import io.aggtape.journal.archive.ArchiveImporter;
import io.aggtape.journal.archive.ArchiveOverlap;
import io.aggtape.journal.archive.ImportCounts;
import io.aggtape.journal.archive.ImportedFile;
import io.aggtape.journal.archive.ImportedFile.Outcome;
import io.aggtape.journal.archive.ReconcileReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape import}: Binance's archive files onto a tape. */
@Command(
        name = "import",
        description = {
            "Puts files of data.binance.vision (aggTrades of spot, USD-M and COIN-M; .csv, .csv.gz or .zip; with a header",
            "or without, times in ms or us) onto a tape: each row once, by id, also when run again, after a kill, or onto a",
            "tape that was recorded. A .CHECKSUM beside a file is verified. A row that is no trade is kept on the tape as a",
            "rejected frame, holes in the ids become Gap records; trades have their own time as receive time. Rows whose ids",
            "were on the tape already are compared with it. Exit code 3 where a row was bad or differs, or a file is damaged."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape import BTCUSDT-aggTrades-2026-11-22.zip --journal ./history",
            "  aggtape import ./data/futures/um/daily/aggTrades --journal ./history",
            "  aggtape import page1.csv --market spot --symbol BTCUSDT --journal ./history",
            "  aggtape verify ./history"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int EXAMPLES = 5;
    private static final long PERMILLE = 1_000;

    @Mixin
    private ArchiveArguments archives;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Directory of the tape, made where it does not exist. Default: aggtape-journal.")
    private Path journal = JournalOption.DEFAULT;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter err = spec.commandLine().getErr();
        final List<ArchiveFile> files = archives.probe(err);
        final StopSignal stop = Aggtape.stopSignal(spec);
        final ByteProgress progress = new ByteProgress(Terminal.isErr());
        final List<ImportedFile> imported;
        try (ArchiveImporter importer =
                new ArchiveImporter(config(), files, Version.current(), SystemEpochClock.INSTANCE)) {
            imported = importer.withProgress(
                            (file, done, total, rows) -> progress.show(err, file.name(), done, total, rows, "rows"))
                    .withStop(stop::isAsked)
                    .run();
        } finally {
            progress.clear(err);
        }
        imported.forEach(this::print);
        printTotal(imported);
        final boolean isSame = stop.isAsked() || isOverlapSame(imported, progress);
        json.flush();
        return isSame && imported.stream().allMatch(ImportedFile::isClean) ? ExitCode.OK : ExitCode.DATA_FAULT;
    }

    /** What was on the tape already must say the same there. */
    private boolean isOverlapSame(final List<ImportedFile> imported, final ByteProgress progress) {
        final PrintWriter err = spec.commandLine().getErr();
        final Optional<ReconcileReport> report = ArchiveOverlap.compare(
                journal,
                imported,
                EXAMPLES,
                part -> progress.show(err, "comparing", (long) (part * PERMILLE), PERMILLE, 0, ""));
        progress.clear(err);
        boolean isSame = true;
        for (final ReconcileReport.Compared compared :
                report.map(ReconcileReport::compared).orElse(List.of())) {
            isSame &= compared.counts().different() + compared.defects().contradictions() == 0;
            print(compared);
        }
        return isSame;
    }

    private void print(final ReconcileReport.Compared compared) {
        final long different = compared.counts().different();
        final long contradictions = compared.defects().contradictions();
        final String name = compared.market().label() + ":" + compared.symbol();
        if (json.isAsked()) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("compared", name);
            map.put("equal", compared.counts().equal());
            map.put("different", different);
            map.put("contradictions", contradictions);
            map.put("firstDifferent", compared.examples().different());
            json.line(map);
            return;
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.println("compared  " + name + "  with what was on the tape already: equal "
                + compared.counts().equal() + some("DIFFERENT", different)
                + some("CONTRADICTIONS between files", contradictions));
        compared.examples().different().forEach(words -> out.println("  different " + words));
    }

    /** A tape keeps the roll cycle that it was started with. */
    private TapeConfig config() {
        final boolean isTape = Files.isDirectory(journal) && TapeReader.isTape(journal);
        return isTape ? TapeConfig.ofExisting(journal) : TapeConfig.of(journal);
    }

    private void print(final ImportedFile imported) {
        if (json.isAsked()) {
            json.line(toMap(imported));
            return;
        }
        final PrintWriter out = spec.commandLine().getOut();
        final String name =
                imported.file().instrument() + "  " + imported.file().name();
        switch (imported.outcome()) {
            case KNOWN -> out.println("known     " + name + "  is on the tape whole already");
            case REFUSED -> out.println("REFUSED   " + name + "  " + imported.reason());
            case STOPPED -> out.println("STOPPED   " + name + "  " + imported.reason() + counts(imported.counts()));
            default -> out.println("imported  " + name + counts(imported.counts()));
        }
    }

    private static String counts(final ImportCounts counts) {
        return "  rows " + counts.rows() + "  imported " + counts.imported()
                + some("on the tape already", counts.onTape())
                + some("duplicates", counts.duplicates())
                + some("placeholders", counts.placeholders())
                + some("of quantity 0", counts.zeroQuantities())
                + some("holes", counts.gaps())
                + some("ids missing in them", counts.missingIds())
                + some("BAD ROWS", counts.rejected());
    }

    private static String some(final String name, final long count) {
        return count == 0 ? "" : "  " + name + ' ' + count;
    }

    private void printTotal(final List<ImportedFile> imported) {
        ImportCounts sum = ImportCounts.NONE;
        for (final ImportedFile file : imported) {
            sum = sum.plus(file.counts());
        }
        if (json.isAsked()) {
            json.flush();
        } else {
            spec.commandLine()
                    .getOut()
                    .println("total     files " + imported.size() + counts(sum) + "  tape " + journal);
        }
        if (imported.stream().anyMatch(file -> file.outcome() == Outcome.STOPPED)) {
            spec.commandLine().getErr().println("stopped: run this again, and it goes on where it ended");
        }
    }

    private static Map<String, Object> toMap(final ImportedFile imported) {
        final ImportCounts counts = imported.counts();
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", imported.file().path().toString());
        map.put("outcome", imported.outcome().name());
        map.put("market", imported.file().market().label());
        map.put("symbol", imported.file().symbol());
        map.put("sha256", imported.check() == null ? null : imported.check().sha256());
        map.put("rows", counts.rows());
        map.put("imported", counts.imported());
        map.put("onTape", counts.onTape());
        map.put("duplicates", counts.duplicates());
        map.put("placeholders", counts.placeholders());
        map.put("zeroQuantities", counts.zeroQuantities());
        map.put("holes", counts.gaps());
        map.put("missingIds", counts.missingIds());
        map.put("badRows", counts.rejected());
        map.put("reason", imported.reason());
        return map;
    }
}
