package io.aggtape.journal.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The lines of another source in the order of their ids, those of one id in their order there, those without an id first.
 * Sorts piece by piece in memory of a fixed size and puts the pieces aside in a temporary file. Owned by one thread.
 */
final class SortedLines implements RowSource {
    /** How many bytes of lines are sorted in memory at once. */
    static final int PIECE_BYTES = 1 << 24;

    private final Path file;
    private final FileChannel channel;
    private final List<SortedRun> runs = new ArrayList<>();
    private final PriorityQueue<SortedRun> heads = new PriorityQueue<>();

    private SortedRun current;

    /** Reads the source to its end. */
    SortedLines(final RowSource source, final int pieceBytes) throws IOException {
        file = Files.createTempFile("aggtape-sort-", ".rows");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        boolean isDone = false;
        try {
            read(source, pieceBytes);
            isDone = true;
        } finally {
            if (!isDone) {
                channel.close();
            }
        }
    }

    @Override
    public boolean next() throws IOException {
        if (current != null && current.next()) {
            heads.add(current);
        }
        current = heads.poll();
        return current != null;
    }

    @Override
    public byte[] bytes() {
        return current.bytes();
    }

    @Override
    public int offset() {
        return current.offset();
    }

    @Override
    public int length() {
        return current.length();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void read(final RowSource source, final int pieceBytes) throws IOException {
        final LinePiece piece = new LinePiece(pieceBytes);
        while (source.next()) {
            if (!piece.hasRoom(source.length())) {
                writeRun(piece);
            }
            piece.add(source.bytes(), source.offset(), source.length());
        }
        if (!piece.isEmpty()) {
            writeRun(piece);
        }
        for (final SortedRun run : runs) {
            if (run.next()) {
                heads.add(run);
            }
        }
    }

    private void writeRun(final LinePiece piece) throws IOException {
        final long start = channel.size();
        piece.writeSorted(channel);
        runs.add(new SortedRun(runs.size(), channel, start, channel.size()));
        piece.clear();
    }
}
