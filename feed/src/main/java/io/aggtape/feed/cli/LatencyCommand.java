package io.aggtape.feed.cli;

import io.aggtape.pipeline.LatencyFileException;
import io.aggtape.pipeline.LatencyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape latency}: percentiles a hop from the histograms of a run. */
@Command(
        name = "latency",
        description = "Prints the percentiles of each hop from .hlog files, those of one tag merged.",
        footer = {
            "",
            "Examples:",
            "  aggtape latency aggtape-journal/latency-*.hlog",
            "  aggtape latency run.hlog --json"
        })
final class LatencyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", split = ",", description = "Files that record or demo wrote.")
    private List<Path> files;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final LatencyReport report;
        try {
            report = LatencyReport.read(files);
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
}
