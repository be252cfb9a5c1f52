package io.aggtape.journal.archive;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** An archive file as text: plain, {@code .gz} or {@code .zip} with one CSV inside, told by its first bytes. */
final class ArchiveInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int ZIP_MAGIC = 'P' << 8 | 'K';

    private final Raw raw;
    private final InputStream content;
    private final ZipInputStream zip;

    private ArchiveInput(final Path path, final MessageDigest digest) throws IOException {
        raw = new Raw(Files.newInputStream(path), digest);
        InputStream opened = null;
        ZipInputStream openedZip = null;
        try {
            final BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
            in.mark(2);
            final int magic = in.read() << 8 | in.read();
            in.reset();
            if (magic == GZIP_MAGIC) {
                opened = new GZIPInputStream(in, BUFFER_BYTES);
            } else if (magic == ZIP_MAGIC) {
                openedZip = new ZipInputStream(in);
                if (!isAtNextCsv(openedZip)) {
                    throw new IOException("it is a zip without a .csv inside");
                }
                opened = openedZip;
            } else {
                opened = in;
            }
        } finally {
            if (opened == null) {
                raw.close();
            }
        }
        content = opened;
        zip = openedZip;
    }

    static ArchiveInput open(final Path path) throws IOException {
        return new ArchiveInput(path, null);
    }

    /** The same, where {@link #sha256} will be asked. */
    static ArchiveInput openDigesting(final Path path) throws IOException {
        return new ArchiveInput(path, sha256Digest());
    }

    /** The text. */
    InputStream content() {
        return content;
    }

    /** How many bytes of the file were read. */
    long rawBytes() {
        return raw.count;
    }

    /**
     * The SHA-256 of the file, in hexadecimal; what is left of it is read.
     *
     * @throws IOException also where a zip holds a second CSV, which would be passed over in silence.
     */
    String sha256() throws IOException {
        if (zip != null && isAtNextCsv(zip)) {
            throw new IOException("it is a zip with more than one .csv inside");
        }
        raw.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(raw.digest.digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean isAtNextCsv(final ZipInputStream zip) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory() && entry.getName().endsWith(".csv")) {
                return true;
            }
        }
        return false;
    }

    /** Counts, and digests where asked, what is read. */
    private static final class Raw extends FilterInputStream {
        private final MessageDigest digest;
        private long count;

        private Raw(final InputStream in, final MessageDigest digest) {
            super(in);
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(final byte[] bytes, final int offset, final int length) throws IOException {
            final int read = in.read(bytes, offset, length);
            if (read > 0) {
                count += read;
                if (digest != null) {
                    digest.update(bytes, offset, read);
                }
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** What is skipped counts, too. */
        @Override
        public long skip(final long bytes) throws IOException {
            final int read = read(new byte[(int) Math.min(bytes, BUFFER_BYTES)]);
            return Math.max(0, read);
        }
    }
}
