package io.aggtape.feed.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command: runs the one that is named and exits with its code. */
@Command(
        name = "aggtape",
        description = "Records Binance aggregate trades, measures every hop, and plays the tape back.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  aggtape demo --for 20s                  an exchange, a recorder and a tape, all on this machine",
            "  aggtape record BTCUSDT ETHUSDT          until Ctrl-C",
            "  aggtape doctor BTCUSDT                  where it hangs, or that all is well",
            "  aggtape record --help                   the options of one command",
            "  aggtape config record                   their values, and where each comes from"
        })
public final class Aggtape implements Callable<Integer> {
    /** Every command but {@code config}, in the order of the help. */
    static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            RecordCommand.class,
            DoctorCommand.class,
            ExchangeCommand.class,
            CatCommand.class,
            InfoCommand.class,
            VerifyCommand.class,
            RepairCommand.class,
            MergeCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            ReconcileCommand.class,
            SqlCommand.class,
            ReplayCommand.class,
            BarsCommand.class,
            FlowCommand.class,
            ServeCommand.class,
            LatencyCommand.class);

    private static final int OUT_BUFFER_CHARS = 1 << 16;

    @Option(
            names = Settings.FILE_OPTION,
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings in .properties format, also by AGGTAPE_CONFIG.")
    private Path configFile;

    @Spec
    private CommandSpec spec;

    private final StopSignal stop;

    Aggtape(final StopSignal stop) {
        this.stop = stop;
    }

    /** Runs the command line and exits the JVM with one of {@link ExitCode}. */
    public static void main(final String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> LoggerFactory.getLogger(Aggtape.class)
                .error("thread {} was ended by a fault that nobody had foreseen", thread.getName(), fault));
        final PrintWriter out = writer(FileDescriptor.out);
        final PrintWriter err = writer(FileDescriptor.err);
        if (Terminal.isErr()) {
            System.setErr(new PrintStream(new ClearingStream(System.err), true, StandardCharsets.UTF_8));
        }
        System.exit(run(new CommandTree(COMMANDS, out, err), List.of(arguments), System.getenv()));
    }

    /** Runs the command line in this environment; returns one of {@link ExitCode} with both writers flushed. */
    static int run(final CommandTree tree, final List<String> arguments, final Map<String, String> environment) {
        final StopSignal stop = new StopSignal();
        int code = ExitCode.INTERNAL;
        try {
            code = tree.run(arguments, environment, stop);
        } catch (final Throwable fault) {
            code = FaultPrinter.print(fault, "aggtape", tree.err());
        } finally {
            tree.out().flush();
            tree.err().flush();
            stop.end(code);
        }
        return code;
    }

    /** For a command that stops in order: listens for signals from now on. {@link #run} ends it, whatever happens. */
    static StopSignal stopSignal(final CommandSpec command) {
        final StopSignal stop = signal(command);
        stop.listen();
        return stop;
    }

    /** The same, not listened for by this. */
    static StopSignal signal(final CommandSpec command) {
        return ((Aggtape) command.root().userObject()).stop;
    }

    /** Without a command there is nothing to do: prints how to use it. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** UTF-8 whatever the locale, as JSON must be; flushed at each println, so that a person sees it at once. */
    private static PrintWriter writer(final FileDescriptor descriptor) {
        return new PrintWriter(
                new BufferedWriter(
                        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                        OUT_BUFFER_CHARS),
                true);
    }
}
