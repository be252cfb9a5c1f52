package io.aggtape.journal;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** What Chronicle and Agrona need of the JVM's command line; without it Chronicle turns read-only with no clear reason. */
final class JvmFlags {
    private JvmFlags() {}

    /** The flags that this JVM was started without; empty where all is well. */
    static List<String> missing() {
        final List<String> missing = new ArrayList<>();
        final Module base = Object.class.getModule();
        final Module ours = JvmFlags.class.getModule();
        if (!base.isOpen(Array.class.getPackageName(), ours)) {
            missing.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        }
        for (final String name : List.of("sun.nio.ch", "jdk.internal.ref", "jdk.internal.misc")) {
            if (!base.isExported(name, ours)) {
                missing.add("--add-exports=java.base/" + name + "=ALL-UNNAMED");
            }
        }
        return missing;
    }

    /**
     * Checks the flags.
     *
     * @throws JournalUnwritableException where one is missing; the message names each.
     */
    static void requireAll() {
        final List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new JournalUnwritableException(
                    "this JVM cannot write a journal: start it with " + String.join(" ", missing));
        }
    }
}
