package io.aggtape.feed.cli;

import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RecorderSummary;
import io.aggtape.pipeline.OrderFlowReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run of the recorder from the command line: start, watch, stop in order, print what it came to. */
final class Runs {
    private final PrintWriter out;
    private final PrintWriter err;
    private final JsonOutput json;

    Runs(final PrintWriter out, final PrintWriter err, final JsonOutput json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** Starts a recorder; faults are told as every command tells them. */
    Recorder start(final RecorderConfig config) {
        err.println("threads: " + config.pipeline().threading().label() + ", "
                + config.pipeline().cpuPlan().explain() + "; feed waits by " + config.feedIdle() + ", handlers by "
                + config.pipeline().waitStrategy());
        err.println("journal: " + config.tape().directory().toAbsolutePath());
        final Recorder recorder = new Recorder(config);
        try {
            recorder.start(List.of());
        } catch (final IOException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
        return recorder;
    }

    /** Waits until done or faulted, and stops in order; a thread that met a fault ends the command. */
    RecorderSummary finish(final Recorder recorder, final StopSignal stop, final BooleanSupplier isDone) {
        try {
            final boolean isHealthy = new RecorderConsole(recorder, err, Terminal.isInteractive()).watch(isDone);
            if (!isHealthy) {
                stop.haltSoon(ExitCode.INTERNAL);
            }
            final RecorderSummary summary = recorder.stop();
            if (!isHealthy) {
                throw new CommandFault(ExitCode.INTERNAL, "stopped: " + recorder.fault());
            }
            return summary;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Prints a summary: figures, latency a hop, order flow a symbol. */
    void print(final Map<String, Object> figures, final RecorderSummary summary) {
        if (json.isAsked()) {
            json.line(figures);
            summary.latency().toMaps().forEach(json::line);
            summary.orderFlow().forEach(report -> json.line(report.toMap()));
            return;
        }
        out.println();
        figures.forEach((name, value) -> out.printf("%-11s %s%n", name, value));
        out.println();
        out.print(summary.latency().format());
        out.println();
        out.print(OrderFlowReport.format(summary.orderFlow()));
        out.flush();
    }
}
