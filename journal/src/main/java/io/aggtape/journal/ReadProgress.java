package io.aggtape.journal;

import java.util.List;

/** About which part of the bytes of a tape lies before a place; owned by one thread. */
final class ReadProgress {
    private List<CycleFile> files = List.of();
    private long[] bytesBefore = new long[1];

    /** From 0 to 1; the sizes of files are looked for when there are others. */
    double of(final List<CycleFile> now, final int file, final long position) {
        if (files != now) {
            files = now;
            bytesBefore = new long[files.size() + 1];
            for (int i = 0; i < files.size(); i++) {
                bytesBefore[i + 1] =
                        bytesBefore[i] + DiskUse.bytesOf(files.get(i).path());
            }
        }
        final long all = bytesBefore[files.size()];
        if (file < 0 || all == 0) {
            return 0;
        }
        return (double) Math.min(bytesBefore[file] + position, bytesBefore[file + 1]) / all;
    }
}
