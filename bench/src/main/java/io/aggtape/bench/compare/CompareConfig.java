package io.aggtape.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of {@code bench/bin/compare}, which adds the first three. */
final class CompareConfig {
    /** A client has one core: a second thread would only take it from the first. */
    private static final String ONE_CORE = "--threading inline --idle busy-spin";

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "The checkout.", hidden = true)
    Path root;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Scratch.", hidden = true)
    Path work;

    @Option(names = "--class-path", required = true, paramLabel = "PATH", description = "Of bench.", hidden = true)
    String classPath;

    @Option(names = "--out", paramLabel = "DIR", description = "Where results go. Default: bench/results/JDK.")
    Path out;

    @Option(names = "--quick", description = "A smoke run of a minute or two: its figures mean nothing.")
    boolean isQuick;

    @Option(names = "--only", split = ",", paramLabel = "SUITE", description = "Run these suites. Default: all.")
    List<String> only = new ArrayList<>();

    @Option(names = "--skip", split = ",", paramLabel = "SUITE", description = "Leave these suites out.")
    List<String> skip = new ArrayList<>();

    @Option(names = "--clients", split = ",", paramLabel = "NAME", description = "Only these clients of the load.")
    List<String> clients = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of the load suites. Default: 3; quick: 1.")
    int rounds;

    @Option(
            names = "--record-saturation",
            paramLabel = "OPTIONS",
            description = "Options of record in saturation, one word with blanks. Default: " + ONE_CORE)
    private String saturationOptions = ONE_CORE;

    @Option(
            names = "--record-latency",
            paramLabel = "OPTIONS",
            description = "Options of record in latency runs. Default: " + ONE_CORE)
    private String latencyOptions = ONE_CORE;

    @Option(names = "--cpus", split = ",", paramLabel = "N", description = "Server's, clients' core. Default: 0,1.")
    List<Integer> cpus = List.of(0, 1);

    @Option(names = "--markdown", description = "Print the table as Markdown.")
    boolean isMarkdown;

    @Option(names = "--table", description = "Run nothing: print the table of what is there.")
    boolean isTableOnly;

    int rounds() {
        return rounds > 0 ? rounds : isQuick ? 1 : 3;
    }

    Path out() {
        return out == null
                ? root.resolve("bench/results")
                        .resolve(Integer.toString(Runtime.version().feature()))
                : out;
    }

    /**
     * The suites to run, in order.
     *
     * @throws IllegalArgumentException for a name that no suite has.
     */
    Set<String> suites() {
        final Set<String> all = new LinkedHashSet<>(List.of(LoadPlan.SATURATION, LoadPlan.LATENCY));
        all.addAll(OtherSuites.names());
        for (final List<String> named : List.of(only, skip)) {
            if (!all.containsAll(named)) {
                throw new IllegalArgumentException("there are the suites " + String.join(", ", all) + ", not " + named);
            }
        }
        if (!only.isEmpty()) {
            all.retainAll(only);
        }
        all.removeAll(Set.copyOf(skip));
        return all;
    }

    List<String> saturationOptions() {
        return words(saturationOptions);
    }

    List<String> latencyOptions() {
        return words(latencyOptions);
    }

    private static List<String> words(final String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
