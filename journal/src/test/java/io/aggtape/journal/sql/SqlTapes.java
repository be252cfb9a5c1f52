package io.aggtape.journal.sql;

import io.aggtape.journal.RollCycle;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.archive.ArchiveFile;
import io.aggtape.journal.archive.ArchiveImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochClock;

/** Tapes of archive rows, and answers of SQL over them. */
final class SqlTapes {
    private SqlTapes() {}

    static DatabaseConfig config(final Path temporary) {
        return new DatabaseConfig(temporary, 256 << 20, 8);
    }

    static void load(final Path tape, final Path... files) {
        final TapeConfig config = new TapeConfig(tape, RollCycle.DAILY, 128 << 20, 4, 64, 1 << 20, 4 << 20);
        final List<ArchiveFile> archives = Stream.of(files)
                .map(file -> ArchiveFile.probe(file, null, null))
                .toList();
        try (ArchiveImporter importer = new ArchiveImporter(config, archives, "test", SystemEpochClock.INSTANCE)) {
            importer.run();
        }
    }

    static Path write(final Path file, final String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    static List<List<Object>> ask(final TapeQuery query, final String sql) {
        final List<List<Object>> rows = new ArrayList<>();
        query.run(sql, new RowListener() {
            @Override
            public void onColumns(final List<String> names) {}

            @Override
            public void onRow(final List<Object> values) {
                rows.add(values);
            }
        });
        return rows;
    }

    static TapeQuery query(final Path tape, final Path temporary) {
        return new TapeQuery(tape, TapeSelection.ALL, config(temporary), records -> {});
    }
}
