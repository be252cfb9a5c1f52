package io.aggtape.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a TLS record costs to receive: {@code TlsSuite --out FILE [--quick]} appends rows of the suite {@code tls-record},
 * nanoseconds and bytes allocated a record. Each case has a JVM of its own, with the flags of this one, so that none
 * finds the profile of another: {@code ENGINE/BYTES/DESTINATION} is one unwrap out of the buffer the product has for that
 * engine, {@code ENGINE/BYTES/transport} a record through the product's transport into a direct buffer.
 */
public final class TlsSuite {
    private static final String[] ENGINES = {"jdk", "conscrypt"};
    private static final int[] RECORD_BYTES = {172, 16_000};
    private static final String[] DESTINATIONS = {"heap", "direct", "transport"};

    private final Path out;
    private final boolean isQuick;

    private TlsSuite(final Path out, final boolean isQuick) {
        this.out = out;
        this.isQuick = isQuick;
    }

    /** Takes the file to append to, and whether a short look is enough. */
    public static void main(final String[] arguments) throws IOException, InterruptedException {
        Path out = null;
        boolean isQuick = false;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--out") && i + 1 < arguments.length) {
                out = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--quick")) {
                isQuick = true;
            } else {
                out = null;
                break;
            }
        }
        if (out == null) {
            System.err.println("usage: TlsSuite --out FILE [--quick]");
            System.exit(2);
        }
        new TlsSuite(out, isQuick).run();
    }

    private void run() throws IOException, InterruptedException {
        final Path directory = Files.createTempDirectory("aggtape-tls-suite");
        try {
            final Path keyStore = makeKeyStore(directory);
            for (final String engine : ENGINES) {
                for (final int recordBytes : RECORD_BYTES) {
                    for (final String destination : DESTINATIONS) {
                        measure(keyStore, engine, recordBytes, destination);
                    }
                }
            }
        } finally {
            try (var files = Files.list(directory)) {
                files.forEach(TlsSuite::delete);
            }
            Files.delete(directory);
        }
    }

    /** A key and a certificate for localhost, signed by itself. */
    private static Path makeKeyStore(final Path directory) throws IOException, InterruptedException {
        final Path file = directory.resolve("server.p12");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(
                List.of("-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost"));
        command.addAll(List.of("-ext", "SAN=dns:localhost", "-validity", "2", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", TlsRecordRun.PASSWORD));
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
        return file;
    }

    private void measure(final Path keyStore, final String engine, final int recordBytes, final String destination)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TlsRecordRun.class.getName()));
        command.addAll(List.of(keyStore.toString(), engine, Integer.toString(recordBytes), destination));
        command.add(isQuick ? "50" : "200");
        final Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final String name = engine + '/' + recordBytes + '/' + destination;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int round = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final String[] figures = line.split(" ");
                round++;
                append(name, "ns", "ns", round, Double.parseDouble(figures[0]));
                append(name, "bytes", "B", round, Double.parseDouble(figures[1]));
                System.err.printf(
                        Locale.ROOT, "tls-record %-28s round %d: %s ns, %s B%n", name, round, figures[0], figures[1]);
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(name + " ended with " + process.exitValue());
        }
    }

    private void append(final String name, final String metric, final String unit, final int round, final double value)
            throws IOException {
        final String row = String.format(
                Locale.ROOT,
                "{\"suite\":\"tls-record\",\"name\":\"%s\",\"metric\":\"%s\",\"unit\":\"%s\",\"round\":%d,\"value\":%.2f}%n",
                name,
                metric,
                unit,
                round,
                value);
        Files.writeString(out, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void delete(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
