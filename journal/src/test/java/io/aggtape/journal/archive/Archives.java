package io.aggtape.journal.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.RollCycle;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agrona.concurrent.SystemEpochClock;

/** Archive files for tests, their import, and what is on a tape then. */
final class Archives {
    static final String FUTURES_HEADER =
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n";
    static final long START_MS = 1_723_161_254_000L;

    private Archives() {}

    /** A spot row in milliseconds whose cells follow from its id. */
    static String spotRow(final long id) {
        return id + ",61837." + String.format("%08d", id % 100_000_000) + ",0.0" + (id % 9 + 1) + "000000," + id * 2
                + ',' + (id * 2 + 1) + ',' + (START_MS + id) + (id % 2 == 0 ? ",True,True\n" : ",False,True\n");
    }

    static String spotRows(final long firstId, final long lastId) {
        final StringBuilder rows = new StringBuilder();
        LongStream.rangeClosed(firstId, lastId).forEach(id -> rows.append(spotRow(id)));
        return rows.toString();
    }

    /** Plain, or as the name's end says. */
    static Path write(final Path file, final String text) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                final String name = file.getFileName().toString();
                if (name.endsWith(".gz")) {
                    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                        gzip.write(text.getBytes(UTF_8));
                    }
                } else if (name.endsWith(".zip")) {
                    try (ZipOutputStream zip = new ZipOutputStream(out)) {
                        zip.putNextEntry(new ZipEntry(name.replace(".zip", ".csv")));
                        zip.write(text.getBytes(UTF_8));
                    }
                } else {
                    out.write(text.getBytes(UTF_8));
                }
            }
            return file;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TapeConfig config(final Path tape) {
        return new TapeConfig(tape, RollCycle.DAILY, 128 << 20, 4, 64, 1 << 20, 4 << 20);
    }

    static List<ImportedFile> load(final Path tape, final Path... files) {
        return load(tape, () -> false, files);
    }

    static List<ImportedFile> load(final Path tape, final BooleanSupplier isStopAsked, final Path... files) {
        final List<ArchiveFile> archives = new ArrayList<>();
        for (final Path file : files) {
            archives.add(ArchiveFile.probe(file, null, null));
        }
        try (ArchiveImporter importer =
                new ArchiveImporter(config(tape), archives, "test", SystemEpochClock.INSTANCE)) {
            return importer.withStop(isStopAsked).run();
        }
    }

    /** Everything on a tape but seals and checkpoints. */
    static Content read(final Path tape) {
        final Content content = new Content();
        try (TapeReader reader = TapeReader.open(tape)) {
            while (!reader.isAtEnd()) {
                reader.poll(content, 1_000);
            }
            content.faults = reader.faults();
        }
        return content;
    }

    /** What was read. */
    static final class Content implements TapeListener {
        final List<AggTrade> trades = new ArrayList<>();
        final List<String> gaps = new ArrayList<>();
        final List<String> rejected = new ArrayList<>();
        final List<String> sessions = new ArrayList<>();
        long faults;

        long[] ids() {
            return trades.stream().mapToLong(trade -> trade.id).toArray();
        }

        @Override
        public void onAggTrade(final AggTrade trade) {
            final AggTrade copy = new AggTrade();
            copy.copyFrom(trade);
            trades.add(copy);
        }

        @Override
        public void onGap(final Gap gap) {
            gaps.add(gap.state + " " + gap.firstId + ".." + gap.lastId);
        }

        @Override
        public void onRejected(final Rejected event) {
            final byte[] bytes = new byte[event.length];
            event.buffer.getBytes(event.offset, bytes);
            rejected.add(event.reason + " " + event.source + " " + new String(bytes, UTF_8));
        }

        @Override
        public void onSession(final SessionEvent session) {
            sessions.add((session.isStart ? "start " : "stop ") + session.configuration);
        }
    }
}
