package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine calls itself, without a question to DNS: that one may never be answered. */
public final class HostName {
    private static final Path OF_KERNEL = Path.of("/proc/sys/kernel/hostname");
    private static final String UNKNOWN = "localhost";

    private HostName() {}

    /** As the kernel says, else the environment; {@code localhost} where neither does. */
    public static String read() {
        return Stream.of(ofKernel(), System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"))
                .filter(name -> name != null && !name.isBlank())
                .map(String::strip)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Null where this is no Linux. */
    private static String ofKernel() {
        try {
            return Files.readString(OF_KERNEL);
        } catch (final IOException e) {
            return null;
        }
    }
}
