package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.IoUtil;
import org.agrona.concurrent.SystemEpochClock;

/** Runs the path of a trade on a scratch tape, so that the JVM has compiled it before the first real one. */
final class TapeWarmUp {
    private static final int SINGLE_DOCUMENTS = 12_000;
    private static final int FULL_DOCUMENTS = 1_000;
    private static final int BLOCK_BYTES = 128 << 20;

    private static final AtomicBoolean IS_DONE = new AtomicBoolean();

    private TapeWarmUp() {}

    /** Warms this JVM up unless that was done. */
    static void once() throws IOException {
        if (IS_DONE.compareAndSet(false, true)) {
            final Path directory = Files.createTempDirectory("aggtape-warm-up");
            try {
                write(directory);
            } finally {
                IoUtil.delete(directory.toFile(), true);
            }
        }
    }

    private static void write(final Path directory) {
        final TapeConfig defaults = TapeConfig.of(directory);
        final TapeConfig config = new TapeConfig(
                directory,
                RollCycle.DAILY,
                BLOCK_BYTES,
                defaults.indexSpacing(),
                defaults.maxRecordsPerDocument(),
                defaults.touchAheadBytes(),
                defaults.reserveBytes());
        final AggTrade trade = new AggTrade();
        trade.instrument = new Instruments().intern(Market.SPOT, "WARMUP");
        trade.source = TradeSource.LINE_A;
        try (TapeWriter writer = TapeOpening.openUnlocked(config, SystemEpochClock.INSTANCE, 0, null, 0)) {
            for (int i = 0; i < SINGLE_DOCUMENTS; i++) {
                trade.id = i;
                writer.append(trade);
                writer.commit();
            }
            for (int i = 0; i < FULL_DOCUMENTS * config.maxRecordsPerDocument(); i++) {
                trade.id = i;
                writer.append(trade);
            }
        }
    }
}
