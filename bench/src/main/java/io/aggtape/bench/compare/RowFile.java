package io.aggtape.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code raw.jsonl}: the newest rows of each suite, one JSON object a line. Suites append to it from their own processes. */
final class RowFile {
    private final Path path;

    RowFile(final Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** All rows; none where there is no file. A line that is none, of a suite that was killed while it wrote, is told and left out. */
    List<Row> read() throws IOException {
        final List<Row> rows = new ArrayList<>();
        if (Files.exists(path)) {
            for (final String line : Files.readAllLines(path)) {
                if (!line.isBlank()) {
                    add(rows, line);
                }
            }
        }
        return rows;
    }

    private static void add(final List<Row> rows, final String line) {
        try {
            rows.add(Row.parse(line));
        } catch (final IOException e) {
            System.err.println("left out of the rows: " + e.getMessage());
        }
    }

    /** Takes away what these suites measured before: rows of two runs are never mixed. */
    void forget(final Set<String> suites) throws IOException {
        final List<String> kept = new ArrayList<>();
        for (final Row row : read()) {
            if (!suites.contains(row.suite())) {
                kept.add(row.toJson());
            }
        }
        Files.createDirectories(path.getParent());
        Files.write(path, kept);
    }

    /** Adds rows at the end. */
    void append(final List<Row> rows) throws IOException {
        final StringBuilder lines = new StringBuilder(endsInALine() ? "" : "\n");
        for (final Row row : rows) {
            lines.append(row.toJson()).append('\n');
        }
        Files.writeString(path, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private boolean endsInALine() throws IOException {
        if (!Files.exists(path)) {
            return true;
        }
        final byte[] bytes = Files.readAllBytes(path);
        return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    }
}
