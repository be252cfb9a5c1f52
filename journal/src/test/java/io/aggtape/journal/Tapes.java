package io.aggtape.journal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** Tapes for tests: small, with trades whose fields follow from their id. */
final class Tapes {
    static final String SYMBOL = "BTCUSDT";

    private Tapes() {}

    static TapeConfig config(final Path directory) {
        return new TapeConfig(directory, RollCycle.DAILY, 128 << 20, 4, 64, 1 << 20, 4 << 20);
    }

    static TapeWriter open(final Path directory) {
        return TapeWriter.open(config(directory), new ManualClock());
    }

    static AggTrade trade(final Instrument instrument, final long id) {
        final AggTrade trade = new AggTrade();
        fill(trade, instrument, id);
        return trade;
    }

    static void fill(final AggTrade trade, final Instrument instrument, final long id) {
        trade.instrument = instrument;
        trade.id = id;
        trade.firstTradeId = id * 2;
        trade.lastTradeId = id * 2 + 1;
        trade.priceMantissa = 9_123_456_000_000L + id;
        trade.priceExponent = -8;
        trade.quantityMantissa = 1_000 + id;
        trade.quantityExponent = -5;
        trade.tradeTimeUs = ManualClock.START_MS * 1_000 + id * 100;
        trade.eventTimeUs = trade.tradeTimeUs + 50;
        trade.receiveTimeNs = trade.eventTimeUs * 1_000 + 7;
        trade.isBuyerMaker = (id & 1) == 0;
        trade.source = TradeSource.LINE_A;
        trade.line = 0;
    }

    /** Writes trades of one symbol, a document each. */
    static void write(final Path directory, final String symbol, final long... ids) {
        final Instrument instrument = new Instruments().intern(Market.SPOT, symbol);
        try (TapeWriter writer = open(directory)) {
            for (final long id : ids) {
                writer.append(trade(instrument, id));
                writer.commit();
            }
        }
    }

    static long[] ids(final long first, final long last) {
        final long[] ids = new long[(int) (last - first + 1)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = first + i;
        }
        return ids;
    }

    /** Changes the first record of a document, which stays sound; {@code at} is where its message header starts. */
    static void rewriteRecord(final Path directory, final int document, final RecordEdit edit) throws IOException {
        final long position = positionOf(directory, document);
        try (FileChannel channel = FileChannel.open(file(directory), READ, WRITE)) {
            final ByteBuffer header = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(header, position);
            final int length = header.getInt(0);
            final ByteBuffer content = ByteBuffer.allocateDirect(length);
            channel.read(content, position + Integer.BYTES);
            final UnsafeBuffer buffer = new UnsafeBuffer(content);
            edit.apply(buffer, DocumentSeal.HEADER_LENGTH + DocumentSeal.FRAME_LENGTH);
            final long sequence = DocumentSeal.sequence(buffer, 0);
            new DocumentSeal().seal(buffer, content, length, sequence, DocumentSeal.recordCount(buffer, 0));
            content.clear();
            channel.write(content, position + Integer.BYTES);
        }
    }

    /** A change of a record's bytes. */
    @FunctionalInterface
    interface RecordEdit {
        void apply(UnsafeBuffer buffer, int at);
    }

    /** The only file of a tape. */
    static Path file(final Path directory) throws IOException {
        return CycleFile.listIn(directory).get(0).path();
    }

    /** Where in the only file of a tape the excerpt of its n-th document starts, n from 0. */
    static long positionOf(final Path directory, final int document) {
        try (DocumentCursor cursor =
                new DocumentCursor(directory, TapeFaultListener.NONE, CycleWindow.DEFAULT_WINDOW_BYTES)) {
            for (int i = 0; i <= document; i++) {
                if (!cursor.next()) {
                    throw new IllegalArgumentException("the tape has only " + i + " documents");
                }
            }
            return cursor.position();
        }
    }

    static void overwrite(final Path file, final long position, final byte... bytes) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            access.write(bytes);
        }
    }

    static void zero(final Path file, final long from, final long to) throws IOException {
        overwrite(file, from, new byte[(int) (to - from)]);
    }

    /** Makes the header say that a document is the last one. */
    static void setWritePosition(final Path file, final long position) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        overwrite(file, 0x40, bytes.putLong(0, position).array());
    }

    static byte[] read(final Path file, final long position, final int length) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            final byte[] bytes = new byte[length];
            access.seek(position);
            access.readFully(bytes);
            return bytes;
        }
    }

    static byte read(final Path file, final long position) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            access.seek(position);
            return access.readByte();
        }
    }
}
