package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Trades put aside in one file as many runs, each of ascending ids of one instrument, so that they can be read side by
 * side: a run is a list of blocks. First all is added, then all is read. Owned by one thread.
 */
final class TradeSpool implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 14;

    private final int blockBytes;
    private final SpoolFile file;
    private final RecordEncoder encoder = new RecordEncoder();
    private final RecordDecoder decoder;

    TradeSpool(final Path file, final Instruments instruments) {
        this(file, instruments, BLOCK_BYTES);
    }

    /** The smaller the blocks, the less memory a run takes, and the longer reading and writing last. */
    TradeSpool(final Path file, final Instruments instruments, final int blockBytes) {
        this.blockBytes = blockBytes;
        decoder = new RecordDecoder(instruments);
        this.file = new SpoolFile(file);
    }

    Run newRun() {
        return new Run();
    }

    @Override
    public void close() {
        file.close();
    }

    /** Trades of one instrument with ascending ids. */
    final class Run {
        private final LongArrayList blocks = new LongArrayList();
        private final AggTrade head = new AggTrade();
        private final TapeListener toHead = new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade trade) {
                head.copyFrom(trade);
            }
        };

        private ByteBuffer bytes = ByteBuffer.allocate(blockBytes);
        private UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        private int length;
        private int nextBlock;
        private long lastId = -1;

        /** The greatest id so far. */
        long lastId() {
            return lastId;
        }

        void add(final AggTrade trade) {
            if (length + RecordEncoder.maxLengthOfTrade() + Integer.BYTES > blockBytes) {
                flush();
            }
            length += encoder.encode(trade, buffer, length);
            lastId = trade.id;
        }

        /** Ends adding and gives its memory back. */
        void end() {
            flush();
            bytes = null;
            buffer = null;
        }

        /** Goes before the first trade of what has ended. */
        void rewind() {
            nextBlock = 0;
            bytes = null;
            buffer = null;
        }

        /** Goes to the next trade, which {@link #head()} gives then; false behind the last. */
        boolean next() {
            if (buffer == null || buffer.getInt(length, LITTLE_ENDIAN) == 0) {
                if (nextBlock == blocks.size()) {
                    return false;
                }
                if (buffer == null) {
                    bytes = ByteBuffer.allocate(blockBytes);
                    buffer = new UnsafeBuffer(bytes);
                }
                file.read(bytes.clear(), blocks.getLong(nextBlock++));
                length = 0;
            }
            final int recordLength = buffer.getInt(length, LITTLE_ENDIAN);
            final int at = length + DocumentSeal.FRAME_LENGTH;
            if (decoder.decode(buffer, at, recordLength, toHead) != RecordDecoder.Outcome.DELIVERED) {
                throw new IllegalStateException("a trade that was put aside cannot be read: " + decoder.problem());
            }
            length = at + recordLength;
            return true;
        }

        AggTrade head() {
            return head;
        }

        /** Writes the block; a length of 0 ends it. */
        private void flush() {
            buffer.putInt(length, 0, LITTLE_ENDIAN);
            blocks.addLong(file.size());
            bytes.clear();
            file.add(bytes);
            length = 0;
        }
    }
}
