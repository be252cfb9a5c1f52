package io.aggtape.journal;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Which times stand where on a tape: for each MiB of it the least and the greatest {@code T}, so that who wants a range
 * passes what cannot hold a trade of it, late trades included. It lies beside the tape as {@code time-index} and is never
 * taken on trust: its own checksum, and two documents of each file, must be as it says. Where it is missing or does not
 * fit it is made anew, by reading the whole tape once; where the tape has grown or lost old files it is brought up to
 * date. Without the right to write it there, a tape without one is read whole. Owned by one thread.
 */
public final class TimeIndex {
    /** Its name in the tape's directory. */
    public static final String FILE_NAME = "time-index";

    private static final long MAGIC = 0x4147_4754_4944_5831L;
    private static final int HEAD_BYTES = Long.BYTES + 2 * Integer.BYTES;
    private static final int MIN_NEW_BLOCKS = 16;
    private static final int BLOCK_BYTES = 1 << 20;

    private final Path directory;
    private final int blockBytes;
    private final List<CycleFile> cycleFiles = new ArrayList<>();

    private List<IndexedFile> files = new ArrayList<>();
    private TimeBlocks blocks = new TimeBlocks();
    private boolean isComplete;
    private long bytes;

    private TimeIndex(final Path directory, final int blockBytes) {
        this.directory = directory;
        this.blockBytes = blockBytes;
    }

    /**
     * Reads the index of a tape, and brings it up to date or makes it where it must.
     *
     * @param talk takes sentences for a person: that all is read for it now, or why it can't be kept.
     * @throws JournalUnreadableException where there is no tape.
     */
    public static TimeIndex open(final Path directory, final Consumer<String> talk) {
        return open(directory, talk, BLOCK_BYTES);
    }

    static TimeIndex open(final Path directory, final Consumer<String> talk, final int blockBytes) {
        Objects.requireNonNull(talk, "talk");
        TapeReader.open(directory).close();
        final TimeIndex index = new TimeIndex(directory, blockBytes);
        index.bringUpToDate(talk);
        return index;
    }

    /** The tape's directory. */
    public Path directory() {
        return directory;
    }

    /** How many stretches of the tape it knows. */
    public int blocks() {
        return blocks.size();
    }

    /** How long it is on the disk, bytes; 0 where it could not be written. */
    public long bytes() {
        return bytes;
    }

    /** Whether all of the tape is indexed; else a range is found by reading all. */
    public boolean isComplete() {
        return isComplete;
    }

    /** Where to read for all trades with {@code fromUs <= T < toUs}, and for events of these times. */
    TapeRoute route(final long fromUs, final long toUs) {
        final TapeRoute route = new TapeRoute();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.mayHold(i, fromUs, toUs)) {
                route.add(cycleFiles.get(blocks.file(i)), blocks.start(i), blocks.end(i), blocks.expectedSequence(i));
            }
        }
        if (!files.isEmpty()) {
            final IndexedFile last = files.get(files.size() - 1);
            route.add(
                    cycleFiles.get(files.size() - 1),
                    last.end(),
                    TapeRoute.OPEN,
                    last.last().sequence() + 1);
        }
        return route;
    }

    private void bringUpToDate(final Consumer<String> talk) {
        final boolean isFound = load();
        final int known = blocks.size();
        if (!isFound) {
            forget();
            if (!Files.isWritable(directory)) {
                talk.accept("there is no time index of " + directory
                        + " and no right to write one there: the whole tape is read");
                return;
            }
            talk.accept("reading " + directory + " once for its time index");
        }
        scan();
        isComplete = true;
        // Of a tape that is being written, the little that is new since is read again rather than written each time.
        if (!isFound || blocks.size() >= known + MIN_NEW_BLOCKS) {
            save(talk);
        }
    }

    private void scan() {
        try (TimeScan scan = new TimeScan(directory, files, cycleFiles, blocks, blockBytes)) {
            scan.run();
        }
    }

    /** True where there is one that fits. */
    private boolean load() {
        try {
            final ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(FILE_NAME)));
            bytes = in.capacity();
            return bytes > HEAD_BYTES && parse(in) && matchTheTape();
        } catch (final NoSuchFileException e) {
            return false;
        } catch (final IOException | BufferUnderflowException | IllegalArgumentException e) {
            // Damaged, or not for us to read: as good as none.
            return false;
        }
    }

    private boolean parse(final ByteBuffer in) {
        final int end = in.capacity() - Integer.BYTES;
        if (in.getLong() != MAGIC || in.getInt(end) != crcOf(in, end)) {
            return false;
        }
        final int fileCount = in.getInt();
        final int blockCount = in.getInt();
        for (int i = 0; i < fileCount; i++) {
            files.add(IndexedFile.readFrom(in));
        }
        blocks = TimeBlocks.readFrom(in, blockCount);
        return fileCount > 0 && in.position() == end;
    }

    /** Retention takes the first files away; all that is left must be as it was, and nothing stand between. */
    private boolean matchTheTape() {
        final List<CycleFile> there = list();
        int gone = 0;
        while (gone < files.size()
                && !there.isEmpty()
                && !files.get(gone).name().equals(there.get(0).name())) {
            gone++;
        }
        if (gone == files.size() || there.size() < files.size() - gone) {
            return false;
        }
        blocks.removeFiles(gone);
        files = new ArrayList<>(files.subList(gone, files.size()));
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).describes(there.get(i))) {
                return false;
            }
            cycleFiles.add(there.get(i));
        }
        return true;
    }

    private void forget() {
        files = new ArrayList<>();
        blocks = new TimeBlocks();
        cycleFiles.clear();
        bytes = 0;
    }

    private void save(final Consumer<String> talk) {
        final Path file = directory.resolve(FILE_NAME);
        final Path written =
                directory.resolve(FILE_NAME + "." + ProcessHandle.current().pid());
        try {
            Files.write(written, toBytes());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            bytes = Files.size(file);
        } catch (final IOException e) {
            talk.accept("the time index of " + directory + " cannot be kept there: " + e);
            delete(written);
        }
    }

    /** What a full disk took of it only takes space there. */
    private static void delete(final Path written) {
        try {
            Files.deleteIfExists(written);
        } catch (final IOException e) {
            // Nobody reads it, and the next one of this process takes its place.
        }
    }

    private byte[] toBytes() {
        final int length = HEAD_BYTES
                + files.stream().mapToInt(IndexedFile::lengthInBytes).sum()
                + blocks.size() * TimeBlocks.FIELDS * Long.BYTES
                + Integer.BYTES;
        final ByteBuffer out = ByteBuffer.allocate(length);
        out.putLong(MAGIC).putInt(files.size()).putInt(blocks.size());
        files.forEach(file -> file.writeTo(out));
        blocks.writeTo(out);
        out.putInt(crcOf(out, out.position()));
        return out.array();
    }

    private List<CycleFile> list() {
        try {
            return CycleFile.listIn(directory);
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot read the journal " + directory + ": " + e, e);
        }
    }

    private static int crcOf(final ByteBuffer bytes, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, length);
        return (int) crc.getValue();
    }
}
