package io.aggtape.bench.compare;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a published figure has to say about where it came from. */
final class Machine {
    /** More waiting or running threads than this, and something else uses the cores. */
    static final double QUIET_LOAD = 0.5;

    private Machine() {}

    /** The load average of the last minute; 0 where the machine does not say. */
    static double load() {
        return Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Names and values of {@code environment.json}. */
    static Map<String, Object> describe(final Setting setting, final double loadAtStart, final List<String> arguments)
            throws IOException, InterruptedException {
        final Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().toString());
        facts.put("cpu", fact(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memory", fact(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put(
                "collector",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")));
        facts.put("jvmFlags", String.join(" ", setting.jvmFlags()));
        facts.put("revision", output(setting, "git", "describe", "--always", "--dirty"));
        facts.put("gcc", output(setting, "gcc", "--version"));
        facts.put("openssl", output(setting, "openssl", "version"));
        facts.put("node", output(setting, "node", "--version"));
        facts.put("python", output(setting, "/usr/bin/python3", "--version"));
        facts.put("pinning", "load server on cpu " + setting.serverCpu() + ", clients on cpu " + setting.clientCpu());
        facts.put("clients", "every client has that one core, its JIT and collector, too");
        facts.put("saturationOptions", String.join(" ", setting.saturationOptions()));
        facts.put("latencyOptions", String.join(" ", setting.latencyOptions()));
        facts.put("loadAtStart", loadAtStart);
        facts.put("command", "bench/bin/compare " + String.join(" ", arguments));
        return facts;
    }

    private static String fact(final Path file, final String key) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith(key))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }

    /** The first line that a command prints. */
    private static String output(final Setting setting, final String... command) throws InterruptedException {
        try (Child child =
                new Child(List.of(command), setting.root(), setting.work().resolve("tool.err"), 10)) {
            final String line = child.line();
            return child.await() == null && line != null ? line : "unknown";
        } catch (final IOException e) {
            return "absent";
        }
    }
}
