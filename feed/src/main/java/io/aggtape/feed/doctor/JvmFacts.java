package io.aggtape.feed.doctor;

import io.aggtape.journal.TapePlace;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JVM that this runs in.
 *
 * @param feature its version, for example 17.
 * @param name its name and full version.
 * @param missingFlags what it needs to write a tape and was started without.
 * @param collectors its garbage collectors.
 * @param arguments what it was started with.
 */
record JvmFacts(int feature, String name, List<String> missingFlags, List<String> collectors, List<String> arguments) {
    private static final int LEAST_FEATURE = 17;
    private static final Pattern SECRET =
            Pattern.compile("(?i)^(-D[^=]*(?:password|passwd|secret|token|key)[^=]*)=.*$");

    static JvmFacts read() {
        return new JvmFacts(
                Runtime.version().feature(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                TapePlace.missingJvmFlags(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** Why what needs the flags is not to be tried; empty where they are there. */
    static String withoutFlags() {
        return TapePlace.missingJvmFlags().isEmpty()
                ? ""
                : "it needs flags that this JVM was started without, see " + LocalChecks.JVM;
    }

    Judgement judge() {
        final List<String> details = new ArrayList<>();
        details.add("collector " + String.join(", ", collectors));
        details.add("started with " + (arguments.isEmpty() ? "no flags" : masked()));
        if (feature < LEAST_FEATURE) {
            return Judgement.fail(
                    name + " is too old: " + LEAST_FEATURE + " or later is needed",
                    details,
                    "install a JDK of version " + LEAST_FEATURE + " or later, and let JAVA_HOME name it");
        }
        if (!missingFlags.isEmpty()) {
            return Judgement.fail(
                    name + " was started without flags that a tape needs: " + String.join(" ", missingFlags),
                    details,
                    "start it by bin/aggtape, or add these flags to the JVM's command line");
        }
        final String slow = slowFlag();
        if (!slow.isEmpty()) {
            return Judgement.warn(name + ", slowed down by " + slow, details, "leave out " + slow + " to record");
        }
        return Judgement.pass(name + ", all needed flags are there", details);
    }

    /** The arguments, fit to be shown to others. */
    private String masked() {
        return arguments.stream()
                .map(argument -> SECRET.matcher(argument).replaceFirst("$1=***"))
                .collect(Collectors.joining(" "));
    }

    private String slowFlag() {
        return arguments.stream()
                .filter(flag -> flag.equals("-Xint")
                        || flag.equals("-Xdebug")
                        || flag.startsWith("-agentlib:jdwp")
                        || flag.startsWith("-Xrunjdwp"))
                .findFirst()
                .orElse("");
    }
}
