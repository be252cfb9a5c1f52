package io.aggtape.bench.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * Where things are and how they are run.
 *
 * @param root the checkout.
 * @param work a directory for tapes, certificate and logs of this run.
 * @param java the JVM's executable.
 * @param classPath the class path of {@code bench}.
 * @param jvmFlags the flags of {@code feed/conf/jvm.options}, for every JVM alike.
 * @param serverCpu the core of the load server.
 * @param clientCpu the core of every client.
 * @param saturationOptions more options of the product in saturation.
 * @param latencyOptions more options of the product in latency runs.
 */
record Setting(
        Path root,
        Path work,
        Path java,
        String classPath,
        List<String> jvmFlags,
        int serverCpu,
        int clientCpu,
        List<String> saturationOptions,
        List<String> latencyOptions) {
    /** The PEM file with the certificate of the load server, which is its own authority. */
    Path certificate() {
        return work.resolve("server.pem");
    }

    Path key() {
        return work.resolve("server.key");
    }

    /** A C program, built by {@code bench/bin/compare}. */
    Path program(final String name) {
        return root.resolve("bench/target").resolve(name);
    }
}
