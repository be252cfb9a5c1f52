package io.aggtape.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk whose space is what the test says; it grants reserves without taking them. */
final class ScriptedDisk implements DiskReserve, Disk {
    final List<Path> opened = new ArrayList<>();

    long grantedBytes;
    long releasedFrom;
    long grantLimitBytes = Long.MAX_VALUE;
    long usableBytes = Long.MAX_VALUE;
    int closed;

    @Override
    public DiskReserve open(final Path file) {
        opened.add(file);
        return this;
    }

    @Override
    public boolean reserve(final long offset, final long length) {
        if (grantedBytes + length > grantLimitBytes) {
            return false;
        }
        grantedBytes += length;
        return true;
    }

    @Override
    public void releaseFrom(final long offset) {
        grantedBytes = 0;
        releasedFrom = offset;
    }

    @Override
    public long usableBytes(final Path directory) {
        return usableBytes;
    }

    @Override
    public void close() {
        closed++;
    }
}
