package io.aggtape.feed.cli;

import io.aggtape.journal.Market;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.archive.ArchiveException;
import io.aggtape.journal.archive.ArchiveFile;
import io.aggtape.journal.archive.AtomicFile;
import io.aggtape.journal.archive.ReconcileMarkdown;
import io.aggtape.journal.archive.ReconcileReport;
import io.aggtape.journal.archive.Reconciler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape reconcile}: a tape against Binance's archive. */
@Command(
        name = "reconcile",
        description = {
            "Compares a tape with Binance's archive files, id by id and field by field, as numbers: what the archive has and",
            "the tape has not (missing), what the tape has among a file's ids and the file has not (extra), what differs, and",
            "the archive's own defects apart. Ids that no file speaks of are counted and no fault. Exit code 0 where both are",
            "equal, 3 where not, or where the tape or a file is damaged."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape reconcile ./tape --archive BTCUSDT-aggTrades-2026-11-22.zip --report report.md",
            "  aggtape reconcile ./tape --archive ./data/spot/daily/aggTrades --from 2026-11-22 --to 2026-11-23 --json"
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final long PERMILLE = 1_000;

    @Mixin
    private JournalOption journal;

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            arity = "1..*",
            split = ",",
            required = true,
            description = "Archive files, or directories of them.")
    private List<Path> archives = List.of();

    @Option(names = "--report", paramLabel = "FILE.md", description = "Write a signed-off report in Markdown as well.")
    private Path report;

    @Option(names = "--force", description = "Replace a report that is there.")
    private boolean isForced;

    @Option(
            names = "--examples",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many of each kind to name. Default: ${DEFAULT-VALUE}.")
    private int examples;

    @Option(
            names = "--market",
            paramLabel = "MARKET",
            description = "Market of the files: spot, usdm or coinm. Default: by path, columns and symbol.")
    private String market;

    @Mixin
    private TapeRange range;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final TapeSelection selection = TapeSelection.ALL.between(range.fromUs(), range.toUs());
        final List<ArchiveFile> files = files();
        try {
            if (report == null) {
                return print(compare(files, selection));
            }
            try (AtomicFile target = new AtomicFile(report, isForced)) {
                final ReconcileReport result = compare(files, selection);
                final String text = ReconcileMarkdown.of(result, Instant.now(), Version.current(), rangeInWords());
                target.out().write(text.getBytes(StandardCharsets.UTF_8));
                target.commit();
                return print(result);
            }
        } catch (final FileAlreadyExistsException e) {
            throw new CommandFault(ExitCode.USAGE, e.getFile() + " is there already: say --force to replace it", e);
        } catch (final IOException e) {
            throw new CommandFault(
                    ExitCode.USAGE, "cannot write the report " + report + ": " + CommandFault.reason(e), e);
        } catch (final ArchiveException e) {
            throw new CommandFault(ExitCode.DATA_FAULT, e.getMessage(), e);
        }
    }

    private String rangeInWords() {
        final String from = range.fromUs() == Long.MIN_VALUE ? "the first" : "" + timeOf(range.fromUs());
        final String to = range.toUs() == Long.MAX_VALUE ? "to the last" : "to before " + timeOf(range.toUs());
        return "trades from " + from + " " + to;
    }

    private static Instant timeOf(final long timeUs) {
        return Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS);
    }

    /** Of the symbols that are asked for; one alone is also that of files whose names show none. */
    private List<ArchiveFile> files() {
        final Market only = market == null ? null : CommandFault.orUsage(() -> Market.ofLabel(market));
        final Set<String> wanted = range.symbols();
        final String alone = wanted.size() == 1 ? wanted.iterator().next() : null;
        final List<ArchiveFile> found = new ArchiveFinder(
                        only, file -> ArchiveFile.symbolOf(file).orElse(alone))
                .find(archives, spec.commandLine().getErr());
        final List<ArchiveFile> asked = found.stream()
                .filter(file -> range.isSymbolWanted(file.symbol()))
                .toList();
        if (asked.isEmpty()) {
            throw new CommandFault(ExitCode.USAGE, "no archive file is of " + String.join(", ", wanted));
        }
        return asked;
    }

    private ReconcileReport compare(final List<ArchiveFile> files, final TapeSelection selection) {
        final PrintWriter err = spec.commandLine().getErr();
        final StopSignal stop = Aggtape.stopSignal(spec);
        final ByteProgress progress = new ByteProgress(Terminal.isErr());
        try (Reconciler reconciler = new Reconciler(files, selection, examples)) {
            return reconciler.run(journal.directory(), selection, part -> {
                stop.throwIfAsked();
                progress.show(err, "comparing", (long) (part * PERMILLE), PERMILLE, 0, "");
            });
        } finally {
            progress.clear(err);
        }
    }

    private int print(final ReconcileReport result) {
        if (json.isAsked()) {
            json.line(ReconcilePrinter.toMap(result, Instant.now(), rangeInWords()));
        } else {
            ReconcilePrinter.print(result, spec.commandLine().getOut());
        }
        return result.isEqual() ? ExitCode.OK : ExitCode.DATA_FAULT;
    }
}
