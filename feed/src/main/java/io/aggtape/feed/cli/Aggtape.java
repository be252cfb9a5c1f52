package io.aggtape.feed.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "  aggtape record --help                   the options of one command",
            "  aggtape config record                   their values, and where each comes from"
        })
public final class Aggtape implements Callable<Integer> {
    /** Every command but {@code config}, in the order of the help. */
    static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            RecordCommand.class,
            ExchangeCommand.class,
            CatCommand.class,
            InfoCommand.class,
            VerifyCommand.class,
            ReplayCommand.class,
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

    /** Runs the command line and exits the JVM with one of {@link ExitCode}. */
    public static void main(final String[] arguments) {
        final PrintWriter out = writer(FileDescriptor.out);
        final PrintWriter err = writer(FileDescriptor.err);
        System.exit(run(new CommandTree(COMMANDS, out, err), List.of(arguments), System.getenv()));
    }

    /** Runs the command line in this environment; returns one of {@link ExitCode} with both writers flushed. */
    static int run(final CommandTree tree, final List<String> arguments, final Map<String, String> environment) {
        try {
            return tree.run(arguments, environment);
        } catch (final Throwable fault) {
            return FaultPrinter.print(fault, "aggtape", tree.err());
        } finally {
            tree.out().flush();
            tree.err().flush();
        }
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
