package io.aggtape.bench.suite;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Appends raw rows of one suite to a file, one JSON object a line, and says each on stderr; owned by one thread. */
final class RawRows implements AutoCloseable {
    private final String suite;
    private final BufferedWriter out;

    private RawRows(final String suite, final BufferedWriter out) {
        this.suite = suite;
        this.out = out;
    }

    static RawRows open(final SuiteArguments arguments, final String suite) throws IOException {
        final Path parent = arguments.out().toAbsolutePath().getParent();
        Files.createDirectories(parent);
        return new RawRows(
                suite, Files.newBufferedWriter(arguments.out(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Adds a row; a value that is no number is left out, because there is nothing to say then. */
    void add(final String name, final String metric, final String unit, final int round, final double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        final String row = String.format(
                Locale.ROOT,
                "{\"suite\":\"%s\",\"name\":\"%s\",\"metric\":\"%s\",\"unit\":\"%s\",\"round\":%d,\"value\":%s}",
                suite,
                name,
                metric,
                unit,
                round,
                number(value));
        try {
            out.write(row);
            out.newLine();
            out.flush();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        System.err.println(String.format(
                Locale.ROOT, "%-14s %-32s %-14s %2d %,20.3f %s", suite, name, metric, round, value, unit));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
