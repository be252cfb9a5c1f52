package io.aggtape.feed.cli;

import io.aggtape.feed.ReaderChoice;
import io.aggtape.feed.Recorder;
import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.RecorderSummary;
import io.aggtape.feed.doctor.PinnedCoreChecks;
import io.aggtape.feed.net.MissingTlsEngineException;
import io.aggtape.pipeline.LineRace;
import io.aggtape.pipeline.OrderFlowReport;
import io.aggtape.pipeline.ThreadingMode;
import io.aggtape.pipeline.TradeListener;
import io.aggtape.pipeline.UnknownRoleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run of the recorder from the command line: start, watch, stop in order, print what it came to. */
final class Runs {
    private final PrintWriter out;
    private final Logs logs;
    private final PrintWriter err;
    private final boolean isTerminal;
    private final JsonOutput json;

    Runs(final PrintWriter out, final Logs logs, final JsonOutput json) {
        this.out = out;
        this.logs = logs;
        this.err = logs.err();
        this.isTerminal = logs.isTerminal();
        this.json = json;
    }

    /** Starts a recorder; faults are told as every command tells them. */
    Recorder start(final RecorderConfig config) {
        return start(config, List.of());
    }

    /** The same with strategies behind the parser handler. */
    Recorder start(final RecorderConfig config, final List<TradeListener> strategies) {
        err.println("threads: " + config.pipeline().threading().label() + ", "
                + config.pipeline().cpuPlan().explain() + "; feed waits by " + config.feedIdle() + ", handlers "
                + (config.pipeline().threading() == ThreadingMode.INLINE
                        ? "run on its thread"
                        : "by " + config.pipeline().waitStrategy()));
        err.println("feed core: " + PinnedCoreChecks.note(config.pipeline().cpuPlan()));
        err.println("reader: " + ReaderChoice.of(config));
        err.println("journal: " + config.tape().directory().toAbsolutePath());
        final Recorder recorder = new Recorder(config);
        logs.watchBy(recorder.heartbeats());
        try {
            recorder.start(strategies);
            if (config.pipeline().cpuPlan().isPinned()) {
                err.println("pins: each thread asked the kernel where it may run, and all took hold");
            }
        } catch (final MissingTlsEngineException e) {
            throw new CommandFault(ExitCode.ENVIRONMENT, e.getMessage(), e);
        } catch (final IOException | UnknownRoleException e) {
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        }
        return recorder;
    }

    /** Waits until done or faulted, and stops in order. What was recorded before a fault deserves its summary: see requireHealth. */
    RecorderSummary finish(final Recorder recorder, final StopSignal stop, final BooleanSupplier isDone) {
        try {
            final boolean isHealthy = new RecorderConsole(recorder, err, isTerminal).watch(isDone);
            if (!isHealthy) {
                stop.haltSoon(FaultPrinter.exitCode(recorder.fault()));
            }
            return recorder.stop();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Passes where no thread of the recorder has met a fault.
     *
     * @throws CommandFault with the fault's exit code where one has.
     */
    void requireHealth(final Recorder recorder) {
        final Throwable fault = recorder.fault();
        if (fault != null) {
            final int code = FaultPrinter.exitCode(fault);
            throw new CommandFault(
                    code,
                    "stopped: " + (code == ExitCode.INTERNAL ? fault : FaultPrinter.foreseenMessage(fault)),
                    fault);
        }
    }

    /** Prints a summary: figures, latency a hop, order flow a symbol. */
    void print(final Map<String, Object> figures, final RecorderSummary summary) {
        if (json.isAsked()) {
            json.line(figures);
            summary.races().forEach(race -> json.line(race.toMap()));
            summary.latency().toMaps().forEach(json::line);
            summary.flowHashes().toMaps().forEach(json::line);
            summary.orderFlow().forEach(report -> json.line(report.toMap()));
            out.flush();
            return;
        }
        out.println();
        figures.forEach((name, value) -> out.printf("%-11s %s%n", name, value));
        if (summary.races().size() > 1) {
            out.println();
            out.print(LineRace.format(summary.races()));
        }
        out.println();
        out.print(summary.latency().format());
        out.println();
        out.print(summary.flowHashes().format());
        out.println();
        out.print(OrderFlowReport.format(summary.orderFlow()));
        out.flush();
    }
}
