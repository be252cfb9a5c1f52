package io.aggtape.feed.cli;

import io.aggtape.pipeline.LatencyFileException;
import io.aggtape.pipeline.LatencyReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape latency}: percentiles a hop from the histograms of a run. */
@Command(
        name = "latency",
        description = "Prints the percentiles of each hop from .hlog files, those of one tag merged.",
        footer = {
            "",
            "Examples:",
            "  aggtape latency                         the last run's, in aggtape-journal",
            "  aggtape latency aggtape-journal/latency-*.hlog",
            "  aggtape latency run.hlog --json"
        })
final class LatencyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            split = ",",
            description = "Files that record or demo wrote. Default: the newest latency-TIME.hlog in the journal.")
    private List<Path> files = List.of();

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Where to look for it without a FILE. Default: aggtape-journal.")
    private Path journal;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final LatencyReport report;
        try {
            report = LatencyReport.read(files == null || files.isEmpty() ? List.of(newest()) : files);
        } catch (final LatencyFileException e) {
            throw new CommandFault(ExitCode.DATA_FAULT, e.getMessage(), e);
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.USAGE, "cannot read " + e.getMessage(), e);
        }
        if (json.isAsked()) {
            report.toMaps().forEach(json::line);
        } else {
            spec.commandLine().getOut().print(report.format());
        }
        return ExitCode.OK;
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
