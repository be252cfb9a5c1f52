package io.aggtape.feed.cli;

import io.aggtape.pipeline.LatencyFileException;
import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.LatencyRun;
import io.aggtape.pipeline.report.LatencyPage;
import io.aggtape.pipeline.report.PercentileFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape latency}: percentiles a hop from the histograms of runs, as text, JSON, {@code .hgrm} files or a page. */
@Command(
        name = "latency",
        description = {
            "Prints the percentiles of each hop of each run from its .hlog file, and makes one page of several runs that",
            "any browser shows without a network."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape latency                         the last run's, in aggtape-journal",
            "  aggtape latency parallel.hlog shared.hlog --html latency.html",
            "  aggtape latency run.hlog --from 5s --json",
            "  aggtape latency run.hlog --hgrm plots"
        })
final class LatencyCommand implements Callable<Integer> {
    private static final double NS_A_S = 1e9;
    private static final String STDOUT = "-";

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            split = ",",
            description = "Files that record or demo wrote, one a run. Default: the newest latency-TIME.hlog in the "
                    + "journal.")
    private List<Path> files = List.of();

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Where to look for it without a FILE. Default: aggtape-journal.")
    private Path journal;

    @Option(
            names = "--html",
            paramLabel = "PAGE.html",
            description = "Write curves, maxima over time, numbers and environment of all runs as one page.")
    private Path html;

    @Option(
            names = "--hgrm",
            paramLabel = "DIR|-",
            description =
                    "Write RUN-HOP.hgrm for each hop into this directory, or all of them on stdout instead of the "
                            + "table.")
    private String hgrm;

    @Option(
            names = "--from",
            defaultValue = "0s",
            paramLabel = "D",
            converter = Durations.class,
            description = "Leave out what each run recorded before, for example while it warmed up. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Duration from;

    @Option(
            names = "--to",
            paramLabel = "D",
            converter = Durations.class,
            description = "Leave out what each run recorded after. Default: its end.")
    private Duration to;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (json.isAsked() && STDOUT.equals(hgrm)) {
            throw new CommandFault(ExitCode.USAGE, "--json and --hgrm - both take stdout: leave one out");
        }
        final Map<String, LatencyRun> runs = read(files == null || files.isEmpty() ? List.of(newest()) : files);
        final PrintWriter err = spec.commandLine().getErr();
        runs.values().stream()
                .filter(LatencyRun::isCut)
                .forEach(run -> err.println(run.file()
                        + ": the last line is not whole, as in a run that goes on or was killed; read up to it"));
        print(runs);
        if (html != null) {
            writePage(runs);
            err.println("page: " + html);
        }
        if (hgrm != null && !hgrm.equals(STDOUT)) {
            err.println(writeDistributions(runs) + " files in " + hgrm);
        }
        return ExitCode.OK;
    }

    private Map<String, LatencyRun> read(final List<Path> asked) {
        final LatencyRun.Span span = span();
        final Map<String, LatencyRun> runs = new LinkedHashMap<>();
        for (final Path file : asked) {
            try {
                final LatencyRun run = LatencyRun.read(file, span);
                runs.put(runs.containsKey(run.name()) ? file.toString() : run.name(), run);
            } catch (final LatencyFileException e) {
                throw new CommandFault(ExitCode.DATA_FAULT, e.getMessage(), e);
            } catch (final IOException e) {
                throw new CommandFault(ExitCode.USAGE, "cannot read " + file + ": " + CommandFault.reason(e), e);
            }
        }
        return runs;
    }

    private LatencyRun.Span span() {
        final double toS = to == null ? Double.POSITIVE_INFINITY : to.toNanos() / NS_A_S;
        final double fromS = from.toNanos() / NS_A_S;
        if (toS <= fromS) {
            throw new CommandFault(ExitCode.USAGE, "--to is not after --from: name a later moment");
        }
        return new LatencyRun.Span(from.isZero() ? LatencyRun.Span.ALL.fromS() : fromS, toS);
    }

    private void print(final Map<String, LatencyRun> runs) {
        if (json.isAsked()) {
            runs.forEach((name, run) -> run.report().toMaps().forEach(row -> {
                final Map<String, Object> line = new LinkedHashMap<>();
                line.put("run", name);
                line.putAll(row);
                json.line(line);
            }));
        } else if (STDOUT.equals(hgrm)) {
            spec.commandLine().getOut().print(PercentileFiles.text(runs));
        } else {
            final Map<String, LatencyReport> reports = new LinkedHashMap<>();
            runs.forEach((name, run) -> reports.put(name, run.report()));
            spec.commandLine().getOut().print(LatencyReport.format(reports));
        }
    }

    private void writePage(final Map<String, LatencyRun> runs) {
        try {
            Files.writeString(html, LatencyPage.of(runs));
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.USAGE, "cannot write " + html + ": " + CommandFault.reason(e), e);
        }
    }

    private int writeDistributions(final Map<String, LatencyRun> runs) {
        try {
            return PercentileFiles.write(runs, Path.of(hgrm)).size();
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.USAGE, "cannot write into " + hgrm + ": " + CommandFault.reason(e), e);
        }
    }

    /** The names bear the time of the run's start, and sort by it. */
    private Path newest() {
        final Path directory = journal == null ? JournalOption.DEFAULT : journal;
        Path newest = null;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "latency-*.hlog")) {
            for (final Path file : found) {
                newest = newest == null || file.compareTo(newest) > 0 ? file : newest;
            }
        } catch (final IOException e) {
            throw new CommandFault(
                    ExitCode.USAGE,
                    "cannot look for latency-*.hlog in " + directory + ": " + CommandFault.reason(e),
                    e);
        }
        if (newest == null) {
            throw new CommandFault(
                    ExitCode.USAGE,
                    "there is no latency-*.hlog in " + directory + ": name a FILE, or the journal with --journal");
        }
        return newest;
    }
}
