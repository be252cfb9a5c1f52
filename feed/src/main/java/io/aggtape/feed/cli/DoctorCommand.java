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
import io.aggtape.feed.doctor.PinnedCoreChecks;
import io.aggtape.feed.doctor.PinnedCoreConfig;
import io.aggtape.feed.doctor.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code aggtape doctor}: says which stage fails, from the name look-up to the first trade and to the last thread. */
@Command(
        name = "doctor",
        description = {
            "Tests each stage on the way from the exchange to the tape, one after the other, each with its own",
            "time-out: the network up to the first trade of each stream, this machine, and the recorder's own threads",
            "on a tape among the temporary files. It takes the options of record, so that what it tests is what",
            "would run. What does not pass is told in plain words, with what to do.",
            "Exit code: 0 where nothing failed; 5 where a test of the network failed, or the exchange does not have"
                    + " what",
            "was asked for, else 6 where one of the machine failed, else 1 where only one of the application did, or",
            "where it was stopped before the end."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape doctor",
            "  aggtape doctor BTCUSDT ETHUSDT --journal ./tape --report report.md",
            "  aggtape doctor BTCUSDT --market usdm --rate 50 --json",
            "  aggtape doctor --skip-network           this machine and the threads only",
            "  aggtape doctor --pinned-core --for 30s    what disturbs the core that --cpu gives the feed",
            "  aggtape doctor --attach --journal ./tape  what the recorder that writes this tape says of itself"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Set<String> WITH_ATTACH =
            Set.of("--attach", "--journal", "--report", "--json", Settings.FILE_OPTION);

    private static final Set<String> NOT_WITH_PINNED_CORE =
            Set.of("--rate", "--trade-timeout", "--skip-network", "--skip-local");

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
            names = "--pinned-core",
            description = "Look at the core that --cpu gives the feed, and at nothing else: isolation, siblings, clock "
                    + "rate, interrupts, other threads, and its jitter for as long as --for says.")
    private boolean isOfPinnedCore;

    @Option(
            names = "--for",
            defaultValue = "10s",
            paramLabel = "D",
            converter = Durations.class,
            description = "How long --pinned-core measures, 100ms to 1h. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

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
        refuseSenseless();
        final List<Check> planned = isAttached ? List.of() : CommandFault.orUsage(this::checks);
        final StopSignal stop = Aggtape.stopSignal(spec);
        final Thread doctor = Thread.currentThread();
        stop.onSignal(doctor::interrupt);
        try (QuietLog quiet = new QuietLog();
                ReportFile file = report == null ? null : claim(report)) {
            quiet.begin();
            final List<Check> checks = isAttached ? attachChecks() : planned;
            final DoctorConsole console = new DoctorConsole(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), json, checks.size());
            final Diagnosis diagnosis = new Doctor(checks, SystemNanoClock.INSTANCE).run(console);
            // A signal has done its work by now, and would keep the report from being written.
            stop.onSignal(() -> {});
            Thread.interrupted();
            final CommandFault fault = file == null ? null : write(file, diagnosis);
            final int exitCode = fault == null ? exitCode(diagnosis) : fault.exitCode();
            console.print(diagnosis, exitCode);
            if (fault != null) {
                throw fault;
            }
            return exitCode;
        }
    }

    private void refuseSenseless() {
        if (isNetworkSkipped && isLocalSkipped) {
            throw new CommandFault(
                    ExitCode.USAGE, "--skip-network and --skip-local leave nothing to test: leave one out");
        }
        final ParseResult given = spec.commandLine().getParseResult();
        for (final OptionSpec option : given.matchedOptions()) {
            final String name = option.longestName();
            if (isAttached && !WITH_ATTACH.contains(name)) {
                refuse(name, "--attach");
            }
            if (isOfPinnedCore && NOT_WITH_PINNED_CORE.contains(name)) {
                refuse(name, "--pinned-core");
            }
            if (!isOfPinnedCore && name.equals("--for")) {
                throw new CommandFault(ExitCode.USAGE, "--for has a meaning with --pinned-core only: leave it out");
            }
            if (isNetworkSkipped && name.equals("--trade-timeout")) {
                refuse(name, "--skip-network");
            }
            if (isLocalSkipped && name.equals("--rate")) {
                refuse(name, "--skip-local");
            }
        }
        if (isAttached && symbols != null && !symbols.isEmpty()) {
            refuse("SYMBOL", "--attach");
        }
    }

    private static void refuse(final String option, final String other) {
        throw new CommandFault(ExitCode.USAGE, option + " has no meaning with " + other + ": leave one of them out");
    }

    private List<Check> attachChecks() {
        final List<Check> checks = new ArrayList<>();
        if (!LocalChecks.isJvmFit()) {
            checks.add(LocalChecks.jvm());
        }
        checks.addAll(AttachChecks.of(journal()));
        return checks;
    }

    /** The tests of the JVM, of the network, of this machine, of the application: each test that there is has its place. */
    private List<Check> checks() {
        final RecorderConfig config = options.toConfig(source.toConfig(wantedSymbols()), journal());
        if (isOfPinnedCore) {
            return PinnedCoreChecks.of(new PinnedCoreConfig(config, duration.toNanos()));
        }
        final List<Check> checks = new ArrayList<>();
        if (!isLocalSkipped || !LocalChecks.isJvmFit()) {
            checks.add(LocalChecks.jvm());
        }
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

    private Path journal() {
        return options.journal == null ? JournalOption.DEFAULT : options.journal;
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

    private String title() {
        if (isOfPinnedCore) {
            return "the core of the feed, --cpu " + options.tuning.cpu;
        }
        return isAttached ? "the recorder of " + journal() : String.join(" ", wantedSymbols());
    }

    /** Returns why it could not be written; null where it was, or was not to be. */
    private CommandFault write(final ReportFile file, final Diagnosis diagnosis) {
        final PrintWriter err = spec.commandLine().getErr();
        if (!diagnosis.isComplete() && file.isReplacing()) {
            err.println("the earlier report in " + report + " is left as it is: this run was stopped before the end");
            return null;
        }
        try {
            file.write(DoctorReport.markdown(title(), Instant.now(), DoctorConsole.environment(), diagnosis));
        } catch (final IOException e) {
            return new CommandFault(
                    ExitCode.ENVIRONMENT, "cannot write the report " + report + ": " + CommandFault.reason(e), e);
        }
        err.println("the report is in " + report);
        return null;
    }
}
