package io.aggtape.feed.cli;

import io.aggtape.journal.OrderedReader;
import io.aggtape.journal.RecordSource;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.archive.ArchiveException;
import io.aggtape.journal.archive.ExportFormat;
import io.aggtape.journal.archive.ExportTarget;
import io.aggtape.journal.archive.ExportTimeUnit;
import io.aggtape.journal.archive.ExportedTrades;
import io.aggtape.journal.archive.TapeExporter;
import io.aggtape.journal.sql.ParquetExporter;
import io.aggtape.journal.sql.ParquetFile;
import io.aggtape.journal.sql.SqlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape export}: a tape's trades for other tools. */
@Command(
        name = "export",
        description = {
            "Writes a tape's trades, each once, those of a symbol in the order of their ids. A file appears when it is whole.",
            "csv: Binance's archive files (spot: no header, 8 columns, ms before 2025, us since; futures: header, 7 columns,",
            "ms). tardis: trades CSV. hftbacktest: 'local_ns {json}' lines for its binancefutures converter, each aggregate",
            "as one @trade in ms. json: one object a line, as cat --json. parquet: DIR/market=/symbol=/date=/trades.parquet,",
            "exact decimals, zstd; again, or with another tape, adds what is not there by id. Exit code 3 where the tape is",
            "damaged, nothing matches, contents of one id differ, or it was stopped."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape export ./tape --symbol BTCUSDT > BTCUSDT-aggTrades.csv",
            "  aggtape export ./tape --format csv --dir ./archive --from 2026-11-22 --to 2026-11-23",
            "  aggtape export ./tape --format parquet --dir ./lake",
            "  aggtape export ./tape --format hftbacktest --symbol BTCUSDT -o btcusdt_20261122.gz"
        })
final class ExportCommand implements Callable<Integer> {
    private static final String PARQUET = "parquet";
    private static final long PERMILLE = 1_000;

    @Mixin
    private JournalOption journal;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, parquet, tardis, hftbacktest or json. Default: csv.")
    private String format = "csv";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "One file; compressed where its name ends with .gz. Default: stdout.")
    private Path out;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "A directory, with a file a symbol; required for parquet.")
    private Path directory;

    @Option(names = "--force", description = "Replace files that are there.")
    private boolean isForced;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            description = "Times in csv: auto (Binance's), ms (cuts what is finer) or us. Default: auto.")
    private ExportTimeUnit timeUnit = ExportTimeUnit.AUTO;

    @Mixin
    private TapeRange range;

    @Mixin
    private DatabaseOptions database;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    private final ByteProgress progress = new ByteProgress(Terminal.isErr());
    private StopSignal stop;

    @Override
    public Integer call() {
        if (out != null && directory != null) {
            throw new CommandFault(ExitCode.USAGE, "-o " + out + " and --dir " + directory + ": say one of them");
        }
        stop = Aggtape.stopSignal(spec);
        final TapeSelection selection =
                TapeSelection.ALL.between(range.fromUs(), range.toUs()).ofSymbols(range.symbols());
        try {
            return PARQUET.equalsIgnoreCase(format) ? parquet(selection) : text(formatOf(), selection);
        } catch (final FileAlreadyExistsException e) {
            throw new CommandFault(ExitCode.USAGE, e.getFile() + " is there already: say --force to replace it", e);
        } catch (final ArchiveException | SqlException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        } catch (final IOException e) {
            final Path target = directory == null ? out : directory;
            throw new CommandFault(
                    ExitCode.USAGE, "cannot write the export to " + target + ": " + CommandFault.reason(e), e);
        } finally {
            progress.clear(spec.commandLine().getErr());
        }
    }

    private int text(final ExportFormat wanted, final TapeSelection selection) throws IOException {
        final WriterStream stdout = new WriterStream(spec.commandLine().getOut());
        final boolean isToStdout = out == null && directory == null;
        final PrintWriter err = spec.commandLine().getErr();
        try (RecordSource source = OrderedReader.open(List.of(journal.directory()), selection);
                TapeExporter exporter = new TapeExporter(wanted, timeUnit, target(stdout))) {
            final List<ExportedTrades> exported = exporter.run(source, part -> {
                stop.throwIfAsked();
                progress.show(err, wanted.name().toLowerCase(Locale.ROOT), (long) (part * PERMILLE), PERMILLE, 0, "");
            });
            progress.clear(err);
            report(exported, isToStdout ? err : spec.commandLine().getOut(), isToStdout);
            return exitCode(
                    source.faults(),
                    exported.stream().map(ExportedTrades::symbol).toList());
        } catch (final IOException e) {
            if (stdout.isUnread()) {
                return ExitCode.OK;
            }
            throw e;
        }
    }

    private ExportTarget target(final WriterStream stdout) {
        if (directory != null) {
            return ExportTarget.ofDirectory(directory, isForced);
        }
        return out == null ? ExportTarget.of(stdout) : ExportTarget.ofFile(out, isForced);
    }

    private void report(final List<ExportedTrades> exported, final PrintWriter talk, final boolean isToStdout) {
        for (final ExportedTrades each : exported) {
            if (json.isAsked() && !isToStdout) {
                json.line(toMap(each));
            } else {
                talk.println("exported  " + each.market().label() + ":" + each.symbol() + "  rows " + each.rows()
                        + "  ids " + each.firstId() + ".." + each.lastId()
                        + (each.missingIds() == 0 ? "" : "  ids missing " + each.missingIds())
                        + (each.leftOut() == 0 ? "" : "  placeholders left out " + each.leftOut())
                        + (each.path() == null ? "" : "  " + each.path()));
            }
        }
        talk.flush();
    }

    private int parquet(final TapeSelection selection) throws IOException {
        if (directory == null) {
            throw new CommandFault(ExitCode.USAGE, "parquet makes many files: say --dir DIR");
        }
        final PrintWriter err = spec.commandLine().getErr();
        final ParquetExporter exporter = new ParquetExporter(directory, database.in(directory), Version.current());
        final List<ParquetFile> files = exporter.export(journal.directory(), selection, records -> {
            stop.throwIfAsked();
            progress.show(err, "reading", 0, 0, records, "records");
        });
        progress.clear(err);
        long differing = 0;
        for (final ParquetFile file : files) {
            differing += file.differing();
            if (json.isAsked()) {
                json.line(toMap(file));
            } else {
                spec.commandLine()
                        .getOut()
                        .println((file.added() == 0 ? "unchanged " : "written   ") + file.path()
                                + "  rows " + file.rows() + "  new " + file.added()
                                + (file.differing() == 0 ? "" : "  DIFFERING " + file.differing()));
            }
        }
        final int code = exitCode(
                exporter.faults(), files.stream().map(ParquetFile::symbol).toList());
        return differing > 0 ? ExitCode.DATA_FAULT : code;
    }

    private ExportFormat formatOf() {
        for (final ExportFormat each : ExportFormat.values()) {
            if (each.name().equalsIgnoreCase(format)) {
                return each;
            }
        }
        throw new CommandFault(
                ExitCode.USAGE, "no format is called '" + format + "': use csv, parquet, tardis, hftbacktest or json");
    }

    private int exitCode(final long faults, final List<String> exported) {
        final PrintWriter err = spec.commandLine().getErr();
        final Set<String> absent = new TreeSet<>(range.symbols());
        absent.removeAll(Set.copyOf(exported));
        absent.forEach(symbol -> err.println("no trades of " + symbol + " in this part of the tape"));
        if (exported.isEmpty()) {
            err.println("nothing to export: no trade in this part of the tape " + journal.directory());
        }
        if (faults > 0) {
            err.println(faults + " faults met: aggtape verify names them");
        }
        return faults > 0 || exported.isEmpty() || !absent.isEmpty() ? ExitCode.DATA_FAULT : ExitCode.OK;
    }

    private static Map<String, Object> toMap(final ExportedTrades exported) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", exported.market().label());
        map.put("symbol", exported.symbol());
        map.put("file", String.valueOf(exported.path()));
        map.put("rows", exported.rows());
        map.put("firstId", exported.firstId());
        map.put("lastId", exported.lastId());
        map.put("missingIds", exported.missingIds());
        map.put("placeholdersLeftOut", exported.leftOut());
        return map;
    }

    private static Map<String, Object> toMap(final ParquetFile file) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file.path().toString());
        map.put("rows", file.rows());
        map.put("new", file.added());
        map.put("differing", file.differing());
        return map;
    }
}
