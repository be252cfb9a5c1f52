package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Makes {@code aggtape} and the commands below it, and gives each what all have. */
record CommandTree(List<Class<?>> commands, PrintWriter out, PrintWriter err) {
    private static final int HELP_WIDTH = 110;
    private static final String[] SETTINGS_NOTE = {
        "",
        "Every option --NAME-OF-OPTION can also be given as AGGTAPE_NAME_OF_OPTION in the environment or as",
        "name-of-option=VALUE in the --config file. A flag comes first, then the environment, then the file, then",
        "the default; 'aggtape config' shows them."
    };

    /**
     * Runs a command line in this environment.
     *
     * @throws CommandFault where the settings file is at fault.
     */
    int run(final List<String> arguments, final Map<String, String> environment, final StopSignal stop) {
        final Settings settings = new Settings(arguments, environment);
        final CommandLine root = root(settings, stop);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                Terminal.hasColours(Terminal.isOut(), environment) ? Ansi.ON : Ansi.OFF));
        settings.rejectUnknownKeys(root);
        return root.execute(arguments.toArray(String[]::new));
    }

    /** A new tree on these settings, to look at and not to run. */
    CommandLine root(final Settings settings) {
        return root(settings, new StopSignal());
    }

    private CommandLine root(final Settings settings, final StopSignal stop) {
        final CommandLine root = new CommandLine(new Aggtape(stop));
        commands.forEach(root::addSubcommand);
        final CommandLine config = new CommandLine(new ConfigCommand(this));
        root.addSubcommand(config);
        furnish(root.getCommandSpec());
        final FaultPrinter faults = new FaultPrinter();
        root.registerConverter(Duration.class, new Durations())
                .registerConverter(Instant.class, new Times())
                .setDefaultValueProvider(settings)
                .setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(out)
                .setErr(err);
        config.setStopAtPositional(true);
        return root;
    }

    private static void furnish(final CommandSpec command) {
        if (command.findOption("--help") == null) {
            command.mixinStandardHelpOptions(true);
        }
        command.versionProvider(new Version());
        final String[] footer = Stream.of(command.usageMessage().footer(), SETTINGS_NOTE)
                .flatMap(Stream::of)
                .toArray(String[]::new);
        command.usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings())
                .footer(footer);
        command.subcommands().values().forEach(below -> furnish(below.getCommandSpec()));
    }
}
