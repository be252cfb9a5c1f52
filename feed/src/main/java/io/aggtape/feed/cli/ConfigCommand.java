package io.aggtape.feed.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Shows the value of each option as a command would see it, and who gave it. */
@Command(
        name = ConfigCommand.NAME,
        description = {
            "Shows each effective value and where it comes from: flag, environment, file or default.",
            "Of one command, with the arguments that follow, or of all."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape config",
            "  aggtape config record --config my.properties BTCUSDT",
            "  AGGTAPE_MARKET=usdm aggtape config --json record"
        })
final class ConfigCommand implements Callable<Integer> {
    static final String NAME = "config";

    /** One line of the answer. */
    private record Row(String command, String name, Object value, Settings.Origin origin) {}

    private final CommandTree tree;

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "The command; all, where absent.")
    private String command;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What the command would be called with.")
    private List<String> arguments = List.of();

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    ConfigCommand(final CommandTree tree) {
        this.tree = tree;
    }

    @Override
    public Integer call() {
        final CommandLine own = spec.commandLine();
        final Settings settings = ((Settings) own.getDefaultValueProvider()).with(arguments);
        final Set<String> known = own.getParent().getSubcommands().keySet();
        if (command != null && !known.contains(command)) {
            throw new CommandFault(
                    ExitCode.USAGE,
                    "unknown command '" + command + "'; did you mean '" + Nearest.to(command, known) + "'?");
        }
        final List<Row> rows = new ArrayList<>();
        for (final String name : command == null ? known : Set.of(command)) {
            collect(name, settings, rows);
        }
        if (json.isAsked() || arguments.contains("--json")) {
            rows.forEach(row -> json.line(fields(row)));
        } else {
            print(rows, own.getOut());
        }
        settings.unknownVariables(own.getParent()).forEach(own.getErr()::println);
        return ExitCode.OK;
    }

    /** Parses as the command itself would, so that a value that it would refuse is refused here. */
    private void collect(final String name, final Settings settings, final List<Row> rows) {
        final CommandLine root = tree.root(settings);
        final CommandLine shown = root.getSubcommands().get(name);
        shown.getCommandSpec().parser().collectErrors(true);
        final List<String> line = new ArrayList<>(List.of(name));
        line.addAll(arguments);
        final ParseResult result = root.parseArgs(line.toArray(String[]::new)).subcommand();
        for (final Exception fault : result.errors()) {
            if (!(fault instanceof MissingParameterException)) {
                throw fault instanceof ParameterException bad
                        ? bad
                        : new CommandFault(ExitCode.USAGE, fault.getMessage(), fault);
            }
        }
        for (final ArgSpec argument : shown.getCommandSpec().args()) {
            final String key = Settings.key(argument);
            if (key != null) {
                rows.add(row(name, key, argument, result, settings));
            }
        }
    }

    private static Row row(
            final String command,
            final String key,
            final ArgSpec argument,
            final ParseResult result,
            final Settings settings) {
        final ArgSpec given = given(argument, result);
        final Settings.Origin origin =
                given != null ? new Settings.Origin(Settings.Source.FLAG, "") : settings.origin(argument);
        return new Row(command, key, value(argument, given, settings), origin);
    }

    private static ArgSpec given(final ArgSpec argument, final ParseResult result) {
        if (argument instanceof OptionSpec option) {
            return result.hasMatchedOption(option) ? option : null;
        }
        return result.hasMatchedPositional((PositionalParamSpec) argument) ? argument : null;
    }

    /** Numbers, booleans and lists as such; of anything else the text that stands for it, where there is one. */
    private static Object value(final ArgSpec argument, final ArgSpec given, final Settings settings) {
        final Object value = argument.getValue();
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        if (given != null) {
            return String.join(",", given.originalStringValues());
        }
        final String fromElsewhere = settings.defaultValue(argument);
        if (fromElsewhere != null) {
            return fromElsewhere;
        }
        return argument.defaultValue() != null ? argument.defaultValue() : String.valueOf(value);
    }

    private static Map<String, Object> fields(final Row row) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("command", row.command());
        fields.put("name", row.name());
        fields.put("value", row.value());
        fields.put("source", row.origin().source().toString());
        fields.put("where", row.origin().where().isEmpty() ? null : row.origin().where());
        return fields;
    }

    private static void print(final List<Row> rows, final PrintWriter out) {
        int nameWidth = 0;
        int valueWidth = 0;
        for (final Row row : rows) {
            nameWidth = Math.max(nameWidth, row.name().length());
            valueWidth = Math.max(valueWidth, text(row.value()).length());
        }
        final String format = "  %-" + Math.max(1, nameWidth) + "s  %-" + Math.max(1, valueWidth) + "s  %s%n";
        String heading = "";
        for (final Row row : rows) {
            if (!row.command().equals(heading)) {
                heading = row.command();
                out.println(heading);
            }
            out.printf(format, row.name(), text(row.value()), row.origin());
        }
    }

    private static String text(final Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof List<?> several
                ? String.join(",", several.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }
}
