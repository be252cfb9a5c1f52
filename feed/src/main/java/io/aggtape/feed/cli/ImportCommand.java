package io.aggtape.feed.cli;

import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.archive.ArchiveFile;
import io.aggtape.journal.archive.ArchiveImporter;
import io.aggtape.journal.archive.ImportCounts;
import io.aggtape.journal.archive.ImportedFile;
import io.aggtape.journal.archive.ImportedFile.Outcome;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "rejected frame, holes in the ids become Gap records; trades have their own time as receive time. Exit code 3",
            "where a row was bad or a file damaged."
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
        return imported.stream().allMatch(ImportedFile::isClean) ? ExitCode.OK : ExitCode.DATA_FAULT;
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
                + some("on the tape already, not compared", counts.onTape())
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
