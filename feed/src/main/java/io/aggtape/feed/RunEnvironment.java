package io.aggtape.feed;

import io.aggtape.pipeline.IdleGaps;
import io.aggtape.pipeline.IdleStrategies;
import io.aggtape.pipeline.SleepGaps;
import io.aggtape.pipeline.ThreadingMode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a latency depends on besides the code: machine, JVM, build and configuration, for the head of a latency log. */
final class RunEnvironment {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";
    /** By the names of their beans; the first word is enough of the others. */
    private static final Map<String, String> COLLECTORS = Map.of(
            "Copy", "Serial", "MarkSweepCompact", "Serial", "PS Scavenge", "Parallel", "PS MarkSweep", "Parallel");

    private RunEnvironment() {}

    /**
     * This process, its machine and what is in force, then the rest of the configuration, as {@code name=value} lines; no
     * name comes twice.
     *
     * @param tls whose TLS the streams speak.
     */
    static List<String> lines(final RecorderConfig config, final String tls) {
        final Map<String, String> settings = new LinkedHashMap<>();
        final Build build = Build.current();
        settings.put("aggtape", build.version());
        settings.put("revision", build.revision());
        settings.put("cpu-model", cpuModel(CPU_INFO));
        settings.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        settings.put("java", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
        settings.put("gc", collectors());
        settings.put("heap-max", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        settings.put("jvm-flags", flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        settings.put("threading", config.pipeline().threading().label());
        settings.put("cpu", config.pipeline().cpuPlan().explain());
        settings.put("idle", config.feedIdle());
        settings.put("wait", wait(config));
        settings.put("reader", ReaderChoice.of(config).toString());
        settings.put("tls", tls);
        settings.put(
                "hiccup", IdleStrategies.doesSleep(config.feedIdle()) ? SleepGaps.DESCRIPTION : IdleGaps.DESCRIPTION);
        config.description().lines().forEach(line -> putSetting(settings, line));
        final List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    /** The name of the first CPU in a file such as {@code /proc/cpuinfo}; where that has none, the architecture. */
    static String cpuModel(final Path cpuInfo) {
        try {
            return Files.readString(cpuInfo, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("model name") && line.indexOf(':') > 0)
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .filter(Predicate.not(String::isEmpty))
                    .findFirst()
                    .orElseGet(RunEnvironment::architecture);
        } catch (final IOException e) {
            return architecture();
        }
    }

    private static String wait(final RecorderConfig config) {
        return config.pipeline().threading() == ThreadingMode.INLINE
                ? "none, the handlers run on the feed thread"
                : config.pipeline().waitStrategy();
    }

    private static String architecture() {
        return System.getProperty("os.arch", UNKNOWN);
    }

    /** For example {@code Serial} or {@code G1}. */
    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(bean ->
                        COLLECTORS.getOrDefault(bean.getName(), bean.getName().split(" ")[0]))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Without system properties that are not known to matter here: they may hold passwords, and logs are shown around. */
    static String flags(final List<String> arguments) {
        return arguments.stream()
                .filter(argument -> !argument.startsWith("-D") || argument.startsWith("-Dagrona."))
                .collect(Collectors.joining(" "));
    }

    private static void putSetting(final Map<String, String> settings, final String line) {
        final int equals = line.indexOf('=');
        if (equals > 0) {
            // What is in force stands above what was asked for, such as auto.
            settings.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
        }
    }
}
