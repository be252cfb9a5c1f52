package io.aggtape.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.feed.cli.MeasuredCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code bench/bin/compare}: runs the suites, keeps their rows in {@code raw.jsonl}, computes {@code ratios.json} and
 * prints the table on stdout. Exit codes: 2 usage, 6 where the machine lacks what no run can do without.
 */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Sets aggtape, its peers and the machine's limits side by side.")
public final class Compare implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    @Mixin
    private CompareConfig config;

    @Spec
    private CommandSpec spec;

    /** Takes the options of {@code bench/bin/compare --help}. */
    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Compare())
                .registerConverter(Path.class, Path::of)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Set<String> suites;
        try {
            suites = config.suites();
        } catch (final IllegalArgumentException e) {
            say(e.getMessage());
            return USAGE;
        }
        final Path out = config.out();
        final RowFile rows = new RowFile(out.resolve("raw.jsonl"));
        if (!config.isTableOnly) {
            run(suites, out, rows);
        }
        final List<Row> all = rows.read();
        final List<Ratio> ratios = Ratios.of(all);
        final JSON json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES);
        Files.createDirectories(out);
        json.write(
                ratios.stream().map(Ratio::toMap).toList(),
                out.resolve("ratios.json").toFile());
        System.out.print(config.isMarkdown ? RatioTable.markdown(ratios) : RatioTable.text(ratios));
        System.out.print(note(out.resolve("environment.json")));
        all.stream()
                .filter(Row::isFault)
                .forEach(row -> say("not measured: " + row.suite() + " " + row.name() + ", round " + row.round() + ": "
                        + row.why()));
        return 0;
    }

    /** From what the run wrote, so that a table printed later tells the options of the run and not those of today. */
    private static String note(final Path environment) throws IOException {
        if (!Files.exists(environment)) {
            return "";
        }
        final Map<String, Object> facts = JSON.std.mapFrom(environment.toFile());
        return RatioTable.note(
                String.valueOf(facts.get("saturationOptions")), String.valueOf(facts.get("latencyOptions")));
    }

    private void run(final Set<String> suites, final Path out, final RowFile rows)
            throws IOException, InterruptedException {
        final double load = Machine.load();
        if (load > Machine.QUIET_LOAD) {
            say("the machine is not quiet: load " + load + "; figures of this run are not worth publishing");
        }
        final Setting setting = setting();
        rows.forget(suites);
        final JSON json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);
        final List<String> arguments = spec.commandLine().getParseResult().originalArgs().stream()
                .filter(word -> !word.contains("/"))
                .filter(word -> !Set.of("--root", "--work", "--class-path").contains(word))
                .toList();
        json.write(
                Machine.describe(setting, load, arguments),
                out.resolve("environment.json").toFile());
        runLoad(suites, setting, rows);
        final OtherSuites others = new OtherSuites(setting);
        for (final String suite : suites) {
            if (OtherSuites.names().contains(suite)) {
                final long startedNs = System.nanoTime();
                rows.append(others.run(suite, rows.path(), config.isQuick));
                say(suite + ": " + seconds(startedNs));
            }
        }
    }

    /** Both load suites, all clients in turn, then again. */
    private void runLoad(final Set<String> suites, final Setting setting, final RowFile rows)
            throws IOException, InterruptedException {
        final Path gaps = RecordedGaps.write(setting);
        final LoadPlan plan = new LoadPlan(config.isQuick, MeasuredCommands.hasOption("--tls"), gaps != null);
        final LoadRunner runner = new LoadRunner(setting, gaps, ticksPerSecond(setting));
        for (final String suite : List.of(LoadPlan.SATURATION, LoadPlan.LATENCY)) {
            final List<LoadRun> runs = suite.equals(LoadPlan.SATURATION) ? plan.saturation() : plan.latency();
            for (int round = 1; round <= config.rounds() && suites.contains(suite); round++) {
                final long startedNs = System.nanoTime();
                for (final LoadRun run : runs) {
                    if (config.clients.isEmpty() || config.clients.contains(run.client())) {
                        final List<Row> measured = runner.run(run, round);
                        rows.append(measured);
                        say(run.name() + ": " + summary(measured));
                    }
                }
                say(suite + ", round " + round + " of " + config.rounds() + ": " + seconds(startedNs));
            }
        }
    }

    private Setting setting() throws IOException {
        final List<String> flags = Files.readAllLines(config.root.resolve("feed/conf/jvm.options")).stream()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return new Setting(
                config.root,
                config.work,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                config.classPath,
                flags,
                config.cpus.get(0),
                config.cpus.get(config.cpus.size() - 1),
                config.saturationOptions(),
                config.latencyOptions());
    }

    private static int ticksPerSecond(final Setting setting) throws IOException, InterruptedException {
        try (Child child = new Child(
                List.of("getconf", "CLK_TCK"), setting.root(), setting.work().resolve("tool.err"), 10)) {
            return Integer.parseInt(child.lastLine().strip());
        }
    }

    private static String summary(final List<Row> rows) {
        return rows.stream()
                .map(row -> row.isFault() ? row.why() : row.metric() + " " + RatioTable.number(row.value()))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(final long sinceNs) {
        return Math.round((System.nanoTime() - sinceNs) / NANOS_PER_SECOND) + " s";
    }

    private static void say(final String text) {
        System.err.println(text);
    }
}
