package io.aggtape.feed.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * The product as a client of the load server, with every option of {@code aggtape record}: {@code record} is the whole
 * product, {@code receive} its transport, session and decoder on one spinning thread. Prints what it measured as one line
 * of JSON on stdout; exits as {@code aggtape} does.
 */
public final class MeasuredCommands {
    private static final List<Class<?>> COMMANDS = List.of(MeasuredRecordCommand.class, MeasuredReceiveCommand.class);

    private MeasuredCommands() {}

    /** Takes the name of the command, then symbol and options. */
    public static void main(final String[] arguments) {
        final PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        final PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        System.exit(Aggtape.run(new CommandTree(COMMANDS, out, err), List.of(arguments), System.getenv()));
    }

    /** Whether {@code aggtape record} knows this option, for example {@code --tls}. */
    public static boolean hasOption(final String name) {
        return new CommandLine(new MeasuredRecordCommand()).getCommandSpec().findOption(name) != null;
    }
}
