package io.aggtape.feed.cli;

import io.aggtape.feed.RecorderConfig;
import io.aggtape.feed.doctor.Area;
import io.aggtape.feed.doctor.AttachChecks;
import io.aggtape.feed.doctor.Check;
import io.aggtape.feed.doctor.CheckLimits;
import io.aggtape.feed.doctor.Diagnosis;
import io.aggtape.feed.doctor.Doctor;
import io.aggtape.feed.doctor.DoctorReport;
import io.aggtape.feed.doctor.LocalChecks;
import io.aggtape.feed.doctor.LocalConfig;
import io.aggtape.feed.doctor.NetworkCheckConfig;
import io.aggtape.feed.doctor.NetworkChecks;
import io.aggtape.feed.doctor.ReportFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape doctor}: says which stage fails, from the name look-up to the first trade and to the last thread. */
@Command(
        name = "doctor",
        description = {
            "Tests each stage on the way from the exchange to the tape, one after the other, each with its own",
            "time-out: the network up to the first trade of each stream, this machine, and the recorder's own threads",
            "on a tape among the temporary files. It takes the options of record, so that what it tests is what",
            "would run. What does not pass is told in plain words, with what to do.",
            "Exit code: 0 where nothing failed; 5 where a test of the network failed, else 6 where one of the machine",
            "failed, else 1 where only one of the application did, or where it was stopped before the end."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape doctor",
            "  aggtape doctor BTCUSDT ETHUSDT --journal ./tape --report report.md",
            "  aggtape doctor BTCUSDT --market usdm --rate 50 --json",
            "  aggtape doctor --skip-network           this machine and the threads only",
            "  aggtape doctor --attach --journal ./tape  what the recorder that writes this tape says of itself"
        })
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SYMBOL", arity = "0..*", split = ",", description = "Symbols to test. Default: BTCUSDT.")
    private List<String> symbols;

    @Mixin
    private SourceOptions source;

    @Mixin
    private RecorderOptions options;

    @Option(
            names = "--attach",
            description = "Ask the recorder that writes the journal what each of its threads and lines does, and test "
                    + "nothing else.")
    private boolean isAttached;

    @Option(
            names = "--rate",
            defaultValue = "20",
            paramLabel = "X",
            description = "Trades a second of each symbol, on the average, for which the disk is to last. Default: "
                    + "${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--trade-timeout",
            defaultValue = "60s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long to wait for the first trade of every stream. Default: ${DEFAULT-VALUE}.")
    private Duration tradeTimeout;

    @Option(
            names = "--report",
            paramLabel = "FILE.md",
            description = "Write a report, too, to be attached to a ticket.")
    private Path report;

    @Option(names = "--skip-network", description = "Leave out the tests of the network.")
    private boolean isNetworkSkipped;

    @Option(names = "--skip-local", description = "Leave out the tests of this machine and of the threads.")
    private boolean isLocalSkipped;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final List<Check> checks = CommandFault.orUsage(this::checks);
        if (checks.isEmpty()) {
            throw new CommandFault(ExitCode.USAGE, "nothing is left to test: leave out a --skip option");
        }
        final StopSignal stop = Aggtape.stopSignal(spec);
        final Thread doctor = Thread.currentThread();
        stop.onSignal(doctor::interrupt);
        try (ReportFile file = report == null ? null : claim(report)) {
            final DoctorConsole console = new DoctorConsole(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), json, checks.size());
            final Diagnosis diagnosis = new Doctor(checks, SystemNanoClock.INSTANCE).run(console);
            // A signal has done its work by now, and would keep the report from being written.
            stop.onSignal(() -> {});
            Thread.interrupted();
            final int exitCode = exitCode(diagnosis);
            console.print(diagnosis, exitCode);
            if (file != null) {
                write(file, diagnosis);
            }
            return exitCode;
        }
    }

    /** The tests of the network, of this machine, of the application: every test that there is has its place here. */
    private List<Check> checks() {
        final Path journal = options.journal == null ? JournalOption.DEFAULT : options.journal;
        if (isAttached) {
            final List<Check> checks = new ArrayList<>(List.of(LocalChecks.writer(journal)));
            checks.addAll(AttachChecks.of(journal));
            return checks;
        }
        final RecorderConfig config = options.toConfig(source.toConfig(wantedSymbols()), journal);
        final List<Check> checks = new ArrayList<>();
        if (!isNetworkSkipped) {
            checks.addAll(NetworkChecks.of(NetworkCheckConfig.of(
                    config.source(),
                    config.pipeline().feedThreads(),
                    config.repair().weightShare(),
                    CheckLimits.DEFAULT.withTradeMs(tradeTimeout.toMillis()))));
        }
        if (!isLocalSkipped) {
            checks.addAll(LocalChecks.of(new LocalConfig(config, rate)));
        }
        return checks;
    }

    private List<String> wantedSymbols() {
        return symbols == null || symbols.isEmpty() ? List.of("BTCUSDT") : symbols;
    }

    private static int exitCode(final Diagnosis diagnosis) {
        final int healthy = diagnosis.isComplete() ? ExitCode.OK : ExitCode.INTERNAL;
        return diagnosis.blame().map(DoctorCommand::exitCode).orElse(healthy);
    }

    private static int exitCode(final Area area) {
        return switch (area) {
            case NETWORK, REQUEST -> ExitCode.NETWORK;
            case MACHINE -> ExitCode.ENVIRONMENT;
            case APPLICATION -> ExitCode.INTERNAL;
        };
    }

    private static ReportFile claim(final Path report) {
        try {
            return ReportFile.claim(report);
        } catch (final IOException e) {
            // A name that makes no sense is the caller's affair, a disk that refuses the machine's.
            final boolean isUsage = e instanceof FileSystemException && !(e instanceof AccessDeniedException);
            throw new CommandFault(
                    isUsage ? ExitCode.USAGE : ExitCode.ENVIRONMENT,
                    "cannot write the report " + report + ": " + CommandFault.reason(e),
                    e);
        }
    }

    private void write(final ReportFile file, final Diagnosis diagnosis) {
        try {
            file.write(DoctorReport.markdown(
                    String.join(" ", wantedSymbols()), Instant.now(), DoctorConsole.environment(), diagnosis));
            spec.commandLine().getErr().println("the report is in " + report);
        } catch (final IOException e) {
            throw new CommandFault(
                    ExitCode.ENVIRONMENT, "cannot write the report " + report + ": " + CommandFault.reason(e), e);
        }
    }
}
