package io.aggtape.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The suites that measure in a JVM of their own and append their rows themselves. */
final class OtherSuites {
    private static final long TIME_LIMIT_S = 300;
    private static final List<String> PACKAGES = List.of("io.aggtape.bench.", "io.aggtape.bench.suite.");

    /** Main classes by the name of the suite in the rows. */
    private static final Map<String, String> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put("decode", "DecodeSuite");
        CLASSES.put("tls-record", "TlsSuite");
        CLASSES.put("append", "AppendSuite");
        CLASSES.put("append-latency", "AppendLatencySuite");
        CLASSES.put("scan", "ScanSuite");
        CLASSES.put("replay", "ReplaySuite");
        CLASSES.put("topology", "TopologySuite");
        CLASSES.put("reader", "ReaderSuite");
        CLASSES.put("growth", "GrowthSuite");
        CLASSES.put("alloc", "AllocSuite");
    }

    private final Setting setting;

    OtherSuites(final Setting setting) {
        this.setting = setting;
    }

    /** The names of all. */
    static List<String> names() {
        return List.copyOf(CLASSES.keySet());
    }

    /** Runs one, which may use every core; a fault row where it failed, none where it did not. */
    List<Row> run(final String suite, final Path rows, final boolean isQuick) throws IOException, InterruptedException {
        final Optional<String> mainClass = find(CLASSES.get(suite));
        if (mainClass.isEmpty()) {
            return List.of(Row.fault(suite, suite, 1, "there is no class " + CLASSES.get(suite)));
        }
        final List<String> words = new ArrayList<>(new ClientCommand(setting).java(mainClass.get()));
        words.addAll(List.of("--out", rows.toString()));
        if (isQuick) {
            words.add("--quick");
        }
        try (Child child = new Child(words, setting.root(), setting.work().resolve(suite + ".err"), TIME_LIMIT_S)) {
            child.lastLine();
            final String fault = child.await();
            return fault == null ? List.of() : List.of(Row.fault(suite, suite, 1, fault));
        }
    }

    private static Optional<String> find(final String name) {
        for (final String place : PACKAGES) {
            try {
                return Optional.of(Class.forName(place + name, false, OtherSuites.class.getClassLoader())
                        .getName());
            } catch (final ClassNotFoundException e) {
                // The next place, if there is one.
                continue;
            }
        }
        return Optional.empty();
    }
}
