package io.aggtape.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Judges whether Chronicle can open a file and go on behind its end: it trusts what stands in a file, and waits, jumps or
 * throws where that is damaged. Reads only, and not through a mapping, which would take disk space for holes on some file
 * systems.
 *
 * @param problem what is wrong, in words for a person; empty where all is well.
 * @param endOfData behind the last excerpt, bytes; 0 where there is a problem.
 * @param isClosed whether the file ends with the mark that nothing follows.
 */
record FileCondition(String problem, long endOfData, boolean isClosed) {
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int META_DATA = 0x4000_0000;
    private static final int END_OF_DATA = 0xC000_0000;
    private static final int INCOMPLETE = 0x8000_0000;
    private static final int HEADER = Integer.BYTES;

    /** Where the header keeps what changes: the last document's place and its number, and how much is indexed. */
    private static final int WRITE_POSITION = 0x40;

    private static final int WRITE_POSITION_END = 0x50;
    private static final int LAST_INDEX = 0xB0;
    private static final int LAST_INDEX_END = 0xB8;

    private static final int INDEX_NAME_END = HEADER + 2 + "index2index".length();
    private static final int MAX_PADDING = 16;
    private static final int PAGE_BYTES = 4096 * Long.BYTES;
    private static final int MAX_PAGE_EXTRA = 64;
    private static final byte[] PAGE_HEAD = {(byte) 0xB9, 5, 'i', 'n', 'd', 'e', 'x'};
    private static final byte LONG_ARRAY = (byte) 0x8D;

    /** Whether Chronicle can open it. */
    static FileCondition ofHead(final Path file, final FileTemplate template) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new FileCondition(new Walk(channel).problemOfHead(template.content()), 0, false);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Whether Chronicle can go on behind its end, too. */
    static FileCondition ofAll(final Path file, final FileTemplate template) {
        try (FileChannel channel = FileChannel.open(file)) {
            final Walk walk = new Walk(channel);
            final String problem = walk.problemOfHead(template.content());
            final FileCondition end = problem.isEmpty() ? walk.toEnd() : new FileCondition(problem, 0, false);
            return end.isSound() ? end.lookBehind(file, walk.lastSequence) : end;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Where the next excerpt goes in a sound file. */
    static long endOf(final Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new Walk(channel).toEnd().endOfData;
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    boolean isSound() {
        return problem.isEmpty();
    }

    /** Behind the last excerpt may stand the rest of one that was never committed, and nothing else. */
    private FileCondition lookBehind(final Path file, final long lastSequence) throws IOException {
        try (HiddenDocuments documents = new HiddenDocuments(file)) {
            final long from = endOfData + HEADER;
            final long hidden = documents.next(from, lastSequence);
            if (hidden != HiddenDocuments.NONE) {
                return new FileCondition(
                        "nothing is at " + endOfData + " and a document stands behind that, at " + hidden, 0, false);
            }
            final long detached = documents.detached(from);
            return detached == HiddenDocuments.NONE
                    ? this
                    : new FileCondition(
                            "nothing is at " + endOfData + " and something far behind that, at " + detached, 0, false);
        }
    }

    /** Goes through one file. */
    private static final class Walk {
        private final FileChannel channel;
        private final long size;
        private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(LITTLE_ENDIAN);
        private final DocumentSeal seal = new DocumentSeal();

        /** Chronicle's own excerpts before this place were judged with the head. */
        private long headBytes = Long.MAX_VALUE;

        private long lastSequence;

        private Walk(final FileChannel channel) throws IOException {
            this.channel = channel;
            size = channel.size();
        }

        private String problemOfHead(final ByteBuffer template) throws IOException {
            headBytes = template.remaining();
            if (size < template.remaining() + HEADER) {
                return "its length of " + size + " bytes is too short for a header";
            }
            final ByteBuffer head = read(0, template.remaining());
            final int header = head.getInt(0);
            if (header <= 0 || (header & META_DATA) == 0 || (header & LENGTH_MASK) > template.remaining()) {
                return "it does not start with a header";
            }
            if (header == template.getInt(0)) {
                for (int at = 0; at < HEADER + (header & LENGTH_MASK); at++) {
                    if (!isVariable(at) && head.get(at) != template.get(at)) {
                        return "its header is damaged at byte " + at;
                    }
                }
            }
            final int pages = HEADER + ((header & LENGTH_MASK) + 3 & -4);
            return problemOfIndex(pages, header == template.getInt(0) ? template : head);
        }

        private static boolean isVariable(final int at) {
            return at >= WRITE_POSITION && at < WRITE_POSITION_END || at >= LAST_INDEX && at < LAST_INDEX_END;
        }

        /** Each place that the index of the index names must hold a page of it: Chronicle writes there unchecked. */
        private String problemOfIndex(final int at, final ByteBuffer template) throws IOException {
            final int header = intAt(at);
            if (header != template.getInt(at) || !isOwn(header)) {
                return "its index is damaged at byte " + at;
            }
            final ByteBuffer page = read(at, HEADER + (header & LENGTH_MASK));
            int i = arrayIn(page, at);
            final int difference = page.slice(0, Math.max(i, 0)).mismatch(template.slice(at, Math.max(i, 0)));
            if (i < 0 || difference >= 0) {
                return "its index is damaged at byte " + (at + Math.max(difference, 0));
            }
            for (i += 2 * Long.BYTES; i <= page.limit() - Long.BYTES; i += Long.BYTES) {
                final long place = page.getLong(i);
                if (place != 0 && !isPage(place)) {
                    return "its index is damaged at byte " + (at + i) + " or " + place;
                }
            }
            return "";
        }

        private boolean isPage(final long at) throws IOException {
            if (at < 0 || (at & 3) != 0 || at > size - PAGE_HEAD.length - HEADER) {
                return false;
            }
            final int header = intAt(at);
            final int length = header & LENGTH_MASK;
            return isOwn(header)
                    && length >= PAGE_BYTES
                    && length <= PAGE_BYTES + MAX_PAGE_EXTRA
                    && read(at + HEADER, PAGE_HEAD.length).equals(ByteBuffer.wrap(PAGE_HEAD));
        }

        /** Where in a page its capacity, its count and its values start: behind the name, at a multiple of eight. */
        private static int arrayIn(final ByteBuffer page, final long at) {
            for (int i = INDEX_NAME_END; i < INDEX_NAME_END + MAX_PADDING && i + 1 < page.limit(); i++) {
                if (page.get(i) == LONG_ARRAY && (at + i + 1 & Long.BYTES - 1) == 0) {
                    return i + 1;
                }
            }
            return -1;
        }

        private boolean isOwn(final int header) {
            return header > 0 && (header & META_DATA) != 0;
        }

        /** From the last document that the header knows through all that were written behind it. */
        private FileCondition toEnd() throws IOException {
            final long last = longAt(WRITE_POSITION);
            if (last < 0 || (last & 3) != 0 || last > size - HEADER) {
                return new FileCondition("its header says that the last document is at " + last, 0, false);
            }
            long at = last;
            int header = intAt(at);
            if (header <= 0) {
                return new FileCondition("nothing is at " + at + " where the last document should be", 0, false);
            }
            while (header > 0) {
                final int length = header & LENGTH_MASK;
                final boolean isSound = (header & META_DATA) == 0
                        ? at + HEADER + length <= size && isDocument(at + HEADER, length)
                        : at < headBytes || isPage(at);
                if (!isSound) {
                    return new FileCondition("what is at " + at + " is no document", 0, false);
                }
                at += HEADER + (length + 3L & -4L);
                header = intAt(at);
            }
            if (header != 0 && header != END_OF_DATA && header != INCOMPLETE) {
                return new FileCondition("what is at " + at + " is no document", 0, false);
            }
            return new FileCondition("", at, header == END_OF_DATA);
        }

        private boolean isDocument(final long at, final int length) throws IOException {
            final ByteBuffer bytes = read(at, length);
            final UnsafeBuffer document = new UnsafeBuffer(bytes);
            if (!DocumentSeal.isWellFormed(document, 0, length)) {
                return false;
            }
            if (seal.isIntact(document, bytes, 0, length)) {
                lastSequence = DocumentSeal.sequence(document, 0);
            }
            return true;
        }

        private int intAt(final long at) throws IOException {
            return (int) longAt(at);
        }

        private long longAt(final long at) throws IOException {
            word.clear().putLong(0, 0);
            FileBytes.read(channel, word, at);
            return word.getLong(0);
        }

        private ByteBuffer read(final long at, final int length) throws IOException {
            final ByteBuffer bytes = ByteBuffer.allocate(length).order(LITTLE_ENDIAN);
            FileBytes.read(channel, bytes, at);
            return bytes.clear();
        }
    }
}
