package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final long HOUR_MS = 3_600_000L;

    @TempDir
    private Path directory;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldTellWhatAWholeScanTells() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final RandomTape tape = new RandomTape(directory, random);
        for (int run = 0; run < 5; run++) {
            try (TapeWriter writer = tape.open()) {
                for (int part = 0; part < 4; part++) {
                    tape.write(writer, random.nextInt(400));
                    assertRecoversAsScanned(seed);
                }
            }
            assertRecoversAsScanned(seed);
            assertThat(TapeState.recover(directory).checkpointSequence())
                    .as(Seeds.describe(seed))
                    .isPositive();
        }
        assertThat(TapeVerifier.verify(directory).chainFaults())
                .as(Seeds.describe(seed))
                .isEmpty();
    }

    @Test
    void shouldGiveTheWriterWhatTheTapeHeldAndLeaveItSo() {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 5);
        try (TapeWriter writer = Tapes.open(directory)) {
            final String before = describe(writer.recovered());
            assertThat(before).isEqualTo(describe(TapeState.scan(directory)));
            writer.append(Tapes.trade(instrument, 3));
            writer.commit();
            assertThat(describe(writer.recovered())).isEqualTo(before);
        }
    }

    @Test
    void shouldReadOnlyWhatFollowsTheCheckpointOfALaterFile() throws IOException {
        final ManualClock clock = new ManualClock();
        try (TapeWriter writer = openHourly(clock)) {
            append(writer, 1, 100);
            clock.advance(HOUR_MS);
            append(writer, 101, 200);
            // The first file is not looked at any more: it may as well be gone.
            Files.delete(CycleFile.listIn(directory).get(0).path());
            final TapeState state = TapeState.recover(directory);
            final Instrument known = state.instruments().byIndex(0);
            assertThat(state.tradeCount(known)).isEqualTo(200);
            assertThat(state.continuity().firstId(known)).isEqualTo(1);
            assertThat(state.continuity().openHoles(known)).isZero();
            assertThat(state.lastSequence()).isEqualTo(writer.lastSequence());
        }
    }

    @Test
    void shouldSpanSeveralPartsAndDocumentsWhereThereAreVeryManyHoles() {
        try (TapeWriter writer = Tapes.open(directory)) {
            for (long id = 0; id < 60_000; id += 2) {
                writer.append(Tapes.trade(instrument, id));
            }
        }
        final CollectingListener all;
        try (TapeReader reader = TapeReader.open(directory)) {
            all = CollectingListener.read(reader);
        }
        assertThat(all.records.stream().filter(record -> record.startsWith("checkpoint ")))
                .hasSize(8);
        final TapeState state = TapeState.recover(directory);
        assertThat(state.checkpointSequence()).isPositive().isLessThan(state.lastSequence() - 1);
        assertThat(state.continuity().openHoles(state.instruments().byIndex(0))).isEqualTo(29_999);
        assertThat(describe(state)).isEqualTo(describe(TapeState.scan(directory)));
    }

    @Test
    void shouldNotBelieveACheckpointThatIsNotWhole() throws IOException {
        try (TapeWriter writer = Tapes.open(directory)) {
            for (long id = 0; id < 60_000; id += 2) {
                writer.append(Tapes.trade(instrument, id));
            }
        }
        final long last = TapeState.recover(directory).lastSequence();
        // Its second document loses a bit.
        final long position = Tapes.positionOf(directory, (int) last - 2);
        final Path file = Tapes.file(directory);
        Tapes.overwrite(file, position + 100, (byte) (Tapes.read(file, position + 100) ^ 1));
        assertThat(CheckpointSearch.newestAtStart(directory)).isNull();
        final TapeState state = TapeState.recover(directory);
        assertThat(state.tradeCount(state.instruments().byIndex(0))).isEqualTo(30_000);
    }

    @Test
    void shouldStoreOneForATapeWithoutTrades() {
        final SessionEvent session = new SessionEvent();
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(session);
        }
        final TapeState state = TapeState.recover(directory);
        assertThat(state.checkpointSequence()).isEqualTo(1);
        assertThat(state.instruments().size()).isZero();
    }

    @Test
    void shouldGoOnWithATapeOfTheFirstVersion() throws IOException {
        // A writer that never ended, whose records say version 0: no seal and no checkpoint.
        final TapeConfig config = Tapes.config(directory);
        final TapeOpening.Start start = new TapeOpening.Start(null, 0, TapeState.empty(), null);
        final TapeWriter old = TapeOpening.openUnlocked(config, new ManualClock(), FileTemplate.make(config), start);
        try {
            append(old, 1, 20);
            for (int i = 0; i < 20; i++) {
                Tapes.rewriteRecord(directory, i, (buffer, at) -> buffer.putShort(at + 6, (short) 0));
            }
            assertThat(CheckpointSearch.newestAtStart(directory)).isNull();
            assertThat(TapeState.recover(directory).lastSequence()).isEqualTo(20);
            try (TapeWriter writer = Tapes.open(directory)) {
                append(writer, 21, 30);
            }
            final VerifyReport report = TapeVerifier.verify(directory);
            assertThat(report.isComplete()).isTrue();
            assertThat(report.trades()).isEqualTo(30);
            assertThat(report.instruments().get(0).chain().seals()).isEqualTo(1);
        } finally {
            old.close();
        }
    }

    @Test
    void shouldStoreOneAtEachRoll() {
        final ManualClock clock = new ManualClock();
        try (TapeWriter writer = openHourly(clock)) {
            for (int hour = 0; hour < 4; hour++) {
                append(writer, hour * 10L + 1, hour * 10L + 10);
                clock.advance(HOUR_MS);
            }
            final List<String> records;
            try (TapeReader reader = TapeReader.open(directory)) {
                records = CollectingListener.read(reader).records;
            }
            assertThat(records.stream().filter(record -> record.startsWith("checkpoint ")))
                    .hasSize(3);
        }
    }

    private TapeWriter openHourly(final ManualClock clock) {
        return TapeWriter.open(Tapes.config(directory).withRollCycle(RollCycle.HOURLY), clock);
    }

    private void append(final TapeWriter writer, final long firstId, final long lastId) {
        for (long id = firstId; id <= lastId; id++) {
            writer.append(Tapes.trade(instrument, id));
            writer.commit();
        }
    }

    private void assertRecoversAsScanned(final long seed) {
        assertThat(describe(TapeState.recover(directory)))
                .as(Seeds.describe(seed))
                .isEqualTo(describe(TapeState.scan(directory)));
    }

    /** Everything that a state tells, whatever the order of its instruments. */
    private static String describe(final TapeState state) {
        final TreeMap<String, String> all = new TreeMap<>();
        final Checkpoint part = new Checkpoint();
        for (int i = 0; i < state.ledger().size(); i++) {
            if (state.ledger().isKnown(state.ledger().at(i))) {
                state.ledger().fill(part, state.ledger().at(i));
                all.put(part.instrument.toString(), CollectingListener.describe(part));
            }
        }
        final Continuity continuity = state.continuity();
        return all + " last " + state.lastSequence() + " holes " + continuity.holesOpened() + " missed "
                + continuity.idsMissed() + " late " + continuity.lateTrades() + " duplicates "
                + continuity.duplicates() + " trades " + continuity.trades();
    }
}
