package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeSyncTest {
    private static final long CYCLE = 20_000;

    @TempDir
    private Path directory;

    private final List<String> forced = new ArrayList<>();
    private final SyncTarget.Factory disk = path -> new SyncTarget() {
        @Override
        public void force() throws IOException {
            forced.add(path.equals(directory) ? "directory" : path.getFileName().toString());
            if (isBroken) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void close() {
            closed++;
        }
    };

    private boolean isBroken;
    private int closed;

    @BeforeEach
    void makeFiles() throws IOException {
        for (long cycle = CYCLE - 1; cycle < CYCLE + 4; cycle++) {
            Files.createFile(CycleFile.of(directory, RollCycle.DAILY, cycle).path());
        }
    }

    @Test
    void shouldCallDurableWhatWasCommittedBeforeTheSync() {
        final TapeSync sync = new TapeSync(Tapes.config(directory), -1, disk);
        assertThat(sync.sync()).isFalse();
        assertThat(sync.syncedSequence()).isZero();
        sync.onCommit(CYCLE, 7);
        assertThat(sync.syncedSequence()).isZero();
        assertThat(sync.sync()).isTrue();
        assertThat(sync.syncedSequence()).isEqualTo(7);
        assertThat(sync.sync()).isFalse();
        assertThat(forced).containsExactly("directory", name(0));
    }

    @Test
    void shouldSyncEachFileThatWasWrittenSinceTheLastSync() {
        final TapeSync sync = new TapeSync(Tapes.config(directory), CYCLE - 1, disk);
        sync.onCommit(CYCLE, 1);
        sync.sync();
        assertThat(forced).containsExactly(name(-1), "directory", name(0));
        forced.clear();
        sync.onCommit(CYCLE + 1, 2);
        sync.onCommit(CYCLE + 2, 3);
        sync.sync();
        assertThat(forced).startsWith(name(0)).contains(name(1), "directory").endsWith(name(2));
        assertThat(sync.syncedSequence()).isEqualTo(3);
    }

    @Test
    void shouldSyncTheFirstFileOfANewTapeThatRolledBeforeTheFirstSync() {
        final TapeSync sync = new TapeSync(Tapes.config(directory), -1, disk);
        sync.onCommit(CYCLE, 1);
        sync.onCommit(CYCLE + 1, 2);
        sync.sync();
        assertThat(forced).contains(name(0)).endsWith("directory", name(1));
        assertThat(sync.syncedSequence()).isEqualTo(2);
    }

    @Test
    void shouldNeverCallAnythingDurableAfterASyncFailed() {
        final TapeSync sync = new TapeSync(Tapes.config(directory), -1, disk);
        sync.onCommit(CYCLE, 1);
        sync.sync();
        isBroken = true;
        sync.onCommit(CYCLE, 2);
        assertThatThrownBy(sync::sync)
                .isInstanceOf(JournalSyncException.class)
                .hasMessageContaining("nothing behind document 1")
                .hasMessageContaining("Input/output error");
        isBroken = false;
        assertThatThrownBy(sync::sync).isInstanceOf(JournalSyncException.class);
        sync.onCommit(CYCLE, 3);
        assertThatThrownBy(sync::sync).isInstanceOf(JournalSyncException.class);
        assertThat(sync.syncedSequence()).isEqualTo(1);
    }

    @Test
    void shouldCloseWhatItOpened() {
        final TapeSync sync = new TapeSync(Tapes.config(directory), -1, disk);
        sync.onCommit(CYCLE, 1);
        sync.sync();
        sync.close();
        assertThat(closed).isEqualTo(2);
    }

    @Test
    void shouldSyncByPolicy() {
        for (final SyncPolicy policy : SyncPolicy.values()) {
            final ManualClock clock = new ManualClock();
            final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
            final TapeConfig config =
                    Tapes.config(directory.resolve(policy.name())).withCare(CareConfig.NONE.withSync(policy));
            try (TapeWriter writer = TapeWriter.open(config, clock)) {
                writer.append(Tapes.trade(instrument, 1));
                writer.commit();
                assertThat(writer.syncedSequence()).isEqualTo(policy == SyncPolicy.EVERY_BATCH ? 1 : 0);
                assertThat(writer.upkeep().isNeeded()).isEqualTo(policy == SyncPolicy.INTERVAL);
                writer.upkeep().doWork();
                assertThat(writer.syncedSequence()).isEqualTo(policy == SyncPolicy.NEVER ? 0 : 1);
                writer.append(Tapes.trade(instrument, 2));
                writer.commit();
                clock.advance(CareConfig.DEFAULT_SYNC_INTERVAL_MS - 1);
                writer.upkeep().doWork();
                assertThat(writer.syncedSequence()).isEqualTo(policy.ordinal());
                clock.advance(1);
                writer.upkeep().doWork();
                assertThat(writer.syncedSequence()).isEqualTo(policy == SyncPolicy.NEVER ? 0 : 2);
            }
        }
    }

    private static String name(final int cycle) {
        return CycleFile.nameOf(RollCycle.DAILY, CYCLE + cycle);
    }
}
