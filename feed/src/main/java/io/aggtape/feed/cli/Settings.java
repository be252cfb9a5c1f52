package io.aggtape.feed.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values that stand behind the flags: environment, then settings file, then the command's own default. A key is the
 * option's long name without dashes, {@code ring-size}; in the environment {@code AGGTAPE_RING_SIZE}. A positional
 * parameter has its label in lower case, {@code journal}, with an {@code s} where it takes several, {@code symbols}.
 * An empty value is none.
 */
final class Settings implements IDefaultValueProvider {
    static final String PREFIX = "AGGTAPE_";
    static final String FILE_OPTION = "--config";
    static final String FILE_VARIABLE = PREFIX + "CONFIG";

    /** What bin/aggtape reads, and the variable of the file itself: no option has these names. */
    private static final Set<String> OTHER_VARIABLES = Set.of(FILE_VARIABLE, PREFIX + "JAVA_OPTS");

    /** Who gave a value. */
    enum Source {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who gave a value and where: the variable's name, {@code PATH:LINE}, or nothing. */
    record Origin(Source source, String where) {
        @Override
        public String toString() {
            return where.isEmpty() ? source.toString() : source + " " + where;
        }
    }

    private static final Origin FLAG = new Origin(Source.FLAG, "");
    private static final Origin DEFAULT = new Origin(Source.DEFAULT, "");

    private final List<String> arguments;
    private final Map<String, String> environment;
    private final SettingsFile file;

    /**
     * Reads the file that {@code --config FILE} among the arguments or else {@code AGGTAPE_CONFIG} names.
     *
     * @throws CommandFault with {@link ExitCode#USAGE} where that file cannot be read.
     */
    Settings(final List<String> arguments, final Map<String, String> environment) {
        this.arguments = beforeOperands(arguments);
        this.environment = environment;
        final String path = filePath();
        this.file = path.isEmpty() ? SettingsFile.none() : SettingsFile.read(path);
    }

    private Settings(final List<String> arguments, final Map<String, String> environment, final SettingsFile file) {
        this.arguments = beforeOperands(arguments);
        this.environment = environment;
        this.file = file;
    }

    /** The same environment and file behind other arguments. */
    Settings with(final List<String> otherArguments) {
        return new Settings(otherArguments, environment, file);
    }

    private static List<String> beforeOperands(final List<String> arguments) {
        final int end = arguments.indexOf("--");
        return List.copyOf(end < 0 ? arguments : arguments.subList(0, end));
    }

    private String filePath() {
        for (int i = arguments.size() - 1; i >= 0; i--) {
            final String argument = arguments.get(i);
            if (argument.startsWith(FILE_OPTION + "=")) {
                return argument.substring(FILE_OPTION.length() + 1);
            }
            if (argument.equals(FILE_OPTION) && i + 1 < arguments.size()) {
                return arguments.get(i + 1);
            }
        }
        return environment.getOrDefault(FILE_VARIABLE, "");
    }

    /** The environment's or the file's value; null where neither has one or the command line overrides it. */
    @Override
    public String defaultValue(final ArgSpec argument) {
        final Origin origin = origin(argument);
        return switch (origin.source()) {
            case ENVIRONMENT -> environment.get(origin.where());
            case FILE -> file.entry(key(argument)).value();
            case FLAG, DEFAULT -> null;
        };
    }

    /** Where the value of this argument comes from. A positional parameter's flag is not seen here. */
    Origin origin(final ArgSpec argument) {
        final String key = key(argument);
        if (argument.isOption() && isOnCommandLine((OptionSpec) argument)) {
            return FLAG;
        }
        if (key == null) {
            return DEFAULT;
        }
        if (!argument.isOption() && isTypedAsOption(argument, key)) {
            return FLAG;
        }
        if (!environment.getOrDefault(variable(key), "").isEmpty()) {
            return new Origin(Source.ENVIRONMENT, variable(key));
        }
        final SettingsFile.Entry entry = file.entry(key);
        return entry == null || entry.value().isEmpty() ? DEFAULT : new Origin(Source.FILE, file.where(key));
    }

    /** The key that stands for this argument; null for one that has none, such as {@code --help}. */
    static String key(final ArgSpec argument) {
        if (argument.command() != null
                && argument.command().userObject() instanceof ConfigCommand
                && !argument.isOption()) {
            return null;
        }
        if (!argument.isOption()) {
            final String label =
                    argument.paramLabel().replaceAll("[^A-Za-z0-9-]", "").toLowerCase(Locale.ROOT);
            return argument.isMultiValue() ? label + "s" : label;
        }
        final OptionSpec option = (OptionSpec) argument;
        final String name = option.longestName();
        final boolean hasKey =
                name.startsWith("--") && !option.usageHelp() && !option.versionHelp() && !name.equals(FILE_OPTION);
        return hasKey ? name.substring(2) : null;
    }

    /** The variable of a key: {@code ring-size} gives {@code AGGTAPE_RING_SIZE}. */
    static String variable(final String key) {
        return PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * Refuses a file with a key that no command knows.
     *
     * @throws CommandFault with {@link ExitCode#USAGE}, the key and the nearest known one.
     */
    void rejectUnknownKeys(final CommandLine root) {
        final Set<String> known = keys(root);
        for (final String key : file.keys()) {
            if (!known.contains(key)) {
                throw new CommandFault(
                        ExitCode.USAGE,
                        file.where(key) + ": unknown setting '" + key + "'; the nearest known one is '"
                                + Nearest.to(key, known) + "'");
            }
        }
    }

    /** The {@code AGGTAPE_} variables that are set and that no option reads, in order, each with the nearest one. */
    List<String> unknownVariables(final CommandLine root) {
        final List<String> known = keys(root).stream().map(Settings::variable).toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !OTHER_VARIABLES.contains(name))
                .sorted()
                .map(name -> name + " is read by no option; the nearest is " + Nearest.to(name, known))
                .toList();
    }

    private static Set<String> keys(final CommandLine root) {
        final Set<String> keys = new LinkedHashSet<>();
        for (final CommandLine command : root.getSubcommands().values()) {
            final CommandSpec spec = command.getCommandSpec();
            spec.args().forEach(argument -> keys.add(key(argument)));
            keys.addAll(keys(command));
        }
        keys.remove(null);
        return keys;
    }

    /** Whether the option of the same key is on the command line: the one must not bring back what the other overrides. */
    private boolean isTypedAsOption(final ArgSpec positional, final String key) {
        for (final OptionSpec option : positional.command().options()) {
            if (key.equals(key(option)) && isOnCommandLine(option)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOnCommandLine(final OptionSpec option) {
        for (final String name : option.names()) {
            if (isOnCommandLine(name) || option.negatable() && isOnCommandLine(negative(option, name))) {
                return true;
            }
        }
        return false;
    }

    private static String negative(final OptionSpec option, final String name) {
        final CommandSpec command = option.command();
        return command.negatableOptionTransformer().makeNegative(name, command);
    }

    private boolean isOnCommandLine(final String name) {
        final boolean isShort = name.length() == 2;
        for (final String argument : arguments) {
            if (argument.equals(name) || argument.startsWith(isShort ? name : name + "=")) {
                return true;
            }
        }
        return false;
    }
}
