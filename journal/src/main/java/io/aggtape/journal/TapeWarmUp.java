package io.aggtape.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.IoUtil;
import org.agrona.concurrent.SystemEpochClock;

/** Runs the path of a trade on a scratch tape, so that the JVM has compiled it before the first real one. */
final class TapeWarmUp {
    /** No name of a tape's file, and in a journal because a process may have no other place to write in. */
    static final String DIRECTORY = ".warm-up";

    private static final System.Logger LOGGER = System.getLogger(TapeWarmUp.class.getName());
    /** Twice what the documents and the rolls take: a write to a full disk kills the process. */
    private static final long SCRATCH_BYTES = 64 << 20;

    /** What must stay free is a matter of the tape, which says so itself. */
    private static final long MIN_FREE_BYTES = 4 << 20;

    private static final int SINGLE_DOCUMENTS = 12_000;
    private static final int FULL_DOCUMENTS = 1_000;
    /** What runs once a roll is compiled then; a roll in interpreted code takes two to four times as long. */
    private static final int ROLLS = 200;

    /** Far less than a tape has, so that an entry of the index, one in hundreds of documents there, is compiled code. */
    private static final int WARM_UP_SPACING = 2;

    private static final int BLOCK_BYTES = 128 << 20;

    private static final AtomicBoolean IS_DONE = new AtomicBoolean();

    private TapeWarmUp() {}

    /** Warms this JVM up unless that was done, and removes what a crash left of another's warm-up. */
    static void once(final Path journal) {
        remove(journal);
        if (IS_DONE.compareAndSet(false, true)) {
            run(journal);
        }
    }

    /** Warms up beside the files of a journal that nobody else writes; false, and a warning, where it can't. */
    static boolean run(final Path journal) {
        try {
            final long usableBytes = Files.getFileStore(journal).getUsableSpace();
            if (usableBytes < SCRATCH_BYTES) {
                throw new IOException("the disk has " + usableBytes + " bytes left, it takes " + SCRATCH_BYTES);
            }
            write(Files.createDirectory(journal.resolve(DIRECTORY)));
            return true;
        } catch (final IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "the first trades will be slower: cannot warm up in " + journal + ": " + e);
            return false;
        } finally {
            remove(journal);
        }
    }

    private static void remove(final Path journal) {
        IoUtil.delete(journal.resolve(DIRECTORY).toFile(), true);
    }

    private static void write(final Path directory) throws IOException {
        final TapeConfig defaults = TapeConfig.of(directory);
        final TapeConfig config = new TapeConfig(
                directory,
                RollCycle.DAILY,
                BLOCK_BYTES,
                WARM_UP_SPACING,
                defaults.maxRecordsPerDocument(),
                defaults.space().withMinFree(MIN_FREE_BYTES),
                defaults.care());
        final AggTrade trade = new AggTrade();
        trade.instrument = new Instruments().intern(Market.SPOT, "WARMUP");
        trade.source = TradeSource.LINE_A;
        final FileTemplate template = FileTemplate.make(config);
        final long[] nowMs = {SystemEpochClock.INSTANCE.time()};
        final TapeOpening.Start start = new TapeOpening.Start(null, 0, TapeState.empty(), null);
        try (TapeWriter writer = TapeOpening.openUnlocked(config, () -> nowMs[0], template, start)) {
            for (int i = 0; i < ROLLS; i++) {
                trade.id = i;
                writer.append(trade);
                writer.commit();
                removeFileBefore(directory, nowMs[0]);
                nowMs[0] += config.rollCycle().lengthMs();
            }
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

    /** So that the rolls take the space of few files; the last one is still being closed. */
    private static void removeFileBefore(final Path directory, final long nowMs) throws IOException {
        final long cycle = nowMs / RollCycle.DAILY.lengthMs() - 2;
        Files.deleteIfExists(CycleFile.of(directory, RollCycle.DAILY, cycle).path());
    }
}
