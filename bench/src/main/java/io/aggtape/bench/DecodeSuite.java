package io.aggtape.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The published part of {@link DecodeBenchmark} in less than three minutes, a JVM a figure: ours and Jackson-jr on all kinds
 * of frames, the other parsers and the limits where they say something. Appends rows of raw results to a file; run it with
 * the product's JVM flags, which the JVMs of JMH take over: {@code DecodeSuite --out FILE [--quick]}.
 */
public final class DecodeSuite {
    private static final String[] ALL_KINDS = {"spot-raw", "spot-combined", "usdm-raw", "coinm-raw"};
    private static final String[] SPOT_KINDS = {"spot-raw", "spot-combined"};
    private static final String SIMDJSON = "simdjson";
    private static final int SIMDJSON_JDK = 24;
    private static final int WARM_UPS = 4;

    /** The vector API is fast only when all of it is compiled. */
    private static final int SIMDJSON_WARM_UPS = 16;

    private final Path out;
    private final boolean isQuick;

    private DecodeSuite(final Path out, final boolean isQuick) {
        this.out = out;
        this.isQuick = isQuick;
    }

    /** Takes the file to append to, and whether a few short runs will do. Exit codes: 1 a parser failed, 2 usage. */
    public static void main(final String[] arguments) throws IOException, RunnerException {
        final boolean isQuick = arguments.length == 3 && "--quick".equals(arguments[2]);
        if (arguments.length < 2 || !"--out".equals(arguments[0]) || arguments.length > 2 && !isQuick) {
            System.err.println("usage: DecodeSuite --out FILE [--quick]");
            System.exit(2);
        }
        final DecodeSuite suite = new DecodeSuite(Path.of(arguments[1]), isQuick);
        if (isQuick) {
            suite.runQuick();
        } else {
            suite.runAll();
        }
    }

    private void runQuick() throws IOException, RunnerException {
        measure(1, new String[] {"aggtape", "jackson-jr-bean", "touch"}, new String[] {"spot-raw"}, "16");
    }

    private void runAll() throws IOException, RunnerException {
        // The pair of the table: medians of three rounds, one after the other.
        for (int round = 2; round <= 3; round++) {
            measure(round, new String[] {"aggtape", "jackson-jr-bean"}, new String[] {"spot-raw"}, "1", "16");
        }
        measure(1, new String[] {"aggtape", "jackson-jr-bean", "jackson-jr-map"}, ALL_KINDS, "1", "16");
        measure(
                1,
                new String[] {"aggtape-general", "jackson-core", "fastjson2", "dsl-json", "jsoniter"},
                SPOT_KINDS,
                "16");
        if (Runtime.version().feature() >= SIMDJSON_JDK) {
            measure(1, new String[] {SIMDJSON}, SPOT_KINDS, "16");
        } else {
            System.err.println("simdjson is left out: it needs JDK " + SIMDJSON_JDK + " or later");
        }
        measure(1, new String[] {"touch", "copy"}, new String[] {"spot-raw"}, "1", "16");
        measure(1, new String[] {"nanotime"}, new String[] {"spot-raw"}, "16");
    }

    private void measure(final int round, final String[] parsers, final String[] kinds, final String... symbols)
            throws IOException, RunnerException {
        final boolean isSimdjson = SIMDJSON.equals(parsers[0]);
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + DecodeBenchmark.class.getName().replace(".", "\\.") + "\\.decode$")
                .param("parser", parsers)
                .param("kind", kinds)
                .param("symbols", symbols)
                .forks(1)
                .warmupIterations(isQuick ? 1 : isSimdjson ? SIMDJSON_WARM_UPS : WARM_UPS)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(isQuick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(300))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend(isSimdjson ? new String[] {"--add-modules=jdk.incubator.vector"} : flagsOf(parsers[0]));
        append(
                new Runner(options.build(), OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
                        .run(),
                round);
    }

    /** Ours runs with bounds checks, as the product does; the limits check nothing. */
    private static String[] flagsOf(final String parser) {
        return "touch".equals(parser)
                ? new String[] {"-Dagrona.disable.bounds.checks=true"}
                // For jsoniter, which defines classes.
                : new String[] {"--add-opens=java.base/java.lang=ALL-UNNAMED"};
    }

    private void append(final Collection<RunResult> results, final int round) throws IOException {
        final StringBuilder rows = new StringBuilder();
        for (final RunResult result : results) {
            final String name = result.getParams().getParam("parser")
                    + '/'
                    + result.getParams().getParam("kind")
                    + '/'
                    + result.getParams().getParam("symbols");
            rows.append(row(name, round, "ns", "ns", result.getPrimaryResult()));
            rows.append(
                    row(name, round, "bytes", "B", result.getSecondaryResults().get("gc.alloc.rate.norm")));
        }
        Files.writeString(out, rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String row(
            final String name, final int round, final String metric, final String unit, final Result<?> result)
            throws IOException {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("suite", "decode");
        row.put("name", name);
        row.put("metric", metric);
        row.put("unit", unit);
        row.put("round", round);
        row.put("value", Math.round(result.getScore() * 100) / 100.0);
        row.put("error", Math.round(result.getScoreError() * 100) / 100.0);
        return JSON.std.asString(row) + '\n';
    }
}
