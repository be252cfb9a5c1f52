package io.aggtape.journal.sql;

import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Reads a tape into tables, from its start to where it ends then. */
final class TapeLoad {
    private static final int DOCUMENTS_A_POLL = 1024;

    private TapeLoad() {}

    /**
     * Reads it; returns how many faults of the tape were met.
     *
     * @param progress told now and then how many records were read.
     */
    static long load(final Path tape, final TapeListener tables, final LongConsumer progress) {
        try (TapeReader reader = TapeReader.openWhole(tape, TapeFaultListener.NONE)) {
            while (!reader.isAtEnd()) {
                reader.poll(tables, DOCUMENTS_A_POLL);
                progress.accept(reader.records());
            }
            return reader.faults();
        }
    }
}
