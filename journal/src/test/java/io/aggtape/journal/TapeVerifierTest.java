package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.VerifyReport.InstrumentReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeVerifierTest {
    private static final long HOUR_MS = 3_600_000L;

    @TempDir
    private Path directory;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);

    @Test
    void shouldCallATapeCompleteThatIs() {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(5, 300));
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.trades()).isEqualTo(296);
        // The trades, a seal and a checkpoint.
        assertThat(report.documents().intact()).isEqualTo(298);
        assertThat(report.documents().firstSequence()).isEqualTo(1);
        final InstrumentReport only = report.instruments().get(0);
        assertThat(only.symbol()).isEqualTo(Tapes.SYMBOL);
        assertThat(only.market()).isEqualTo(Market.SPOT);
        assertThat(only.ids()).isEqualTo(new IdRange(5, 300));
    }

    @Test
    void shouldNameThreeSkippedIdsThoughNoGapRecordTellsOfThem() {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 4, 5, 7, 8, 10);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.isComplete()).isFalse();
        final InstrumentReport only = report.instruments().get(0);
        assertThat(only.holes().open()).containsExactly(new IdRange(3, 3), new IdRange(6, 6), new IdRange(9, 9));
        assertThat(only.missingIds()).isEqualTo(3);
        assertThat(only.holes().seen()).isEqualTo(3);
        assertThat(report.gapsPerMillion()).isEqualTo(3e6 / 7);
    }

    @Test
    void shouldTellLateFromRepaired() {
        try (TapeWriter writer = Tapes.open(directory)) {
            for (final long id : new long[] {1, 6, 2, 3}) {
                writer.append(Tapes.trade(instrument, id));
            }
            for (final long id : new long[] {4, 5}) {
                final AggTrade trade = Tapes.trade(instrument, id);
                trade.source = TradeSource.REST;
                writer.append(trade);
            }
        }
        final VerifyReport report = TapeVerifier.verify(directory);
        final InstrumentReport only = report.instruments().get(0);
        assertThat(report.isComplete()).isTrue();
        assertThat(only.outOfOrder()).isEqualTo(4);
        assertThat(only.holes().seen()).isEqualTo(1);
        assertThat(only.holes().filledLateIds()).isEqualTo(2);
        assertThat(only.holes().repairedIds()).isEqualTo(2);
    }

    @Test
    void shouldAcceptWhatIsAbsentAtTheSourceAndNothingElse() {
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(Tapes.trade(instrument, 1));
            writer.append(Tapes.trade(instrument, 9));
            writer.append(gap(GapState.OPENED, 2, 8));
            writer.append(gap(GapState.REPAIRED, 6, 8));
            writer.append(gap(GapState.ABSENT_AT_SOURCE, 2, 5));
        }
        final InstrumentReport only =
                TapeVerifier.verify(directory).instruments().get(0);
        assertThat(only.holes().absentIds()).isEqualTo(4);
        assertThat(only.holes().open()).containsExactly(new IdRange(6, 8));
    }

    @Test
    void shouldNotCallATapeCompleteThatHoldsATradeTwice() {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 2, 3);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.instruments().get(0).duplicates()).isEqualTo(1);
        assertThat(report.instruments().get(0).trades()).isEqualTo(3);
    }

    @Test
    void shouldJudgeOnlyTheSymbolAndTheTimesAskedFor() {
        Tapes.write(directory, "BTCUSDT", 1, 2, 3, 5, 6, 7);
        Tapes.write(directory, "ETHUSDT", 1, 3);
        final AggTrade five = Tapes.trade(instrument, 5);
        final AggTrade seven = Tapes.trade(instrument, 7);
        final VerifyFilter bitcoin = VerifyFilter.ALL.withSymbol("BTCUSDT").withMarket(Market.SPOT);
        assertThat(TapeVerifier.verify(directory, bitcoin).instruments()).hasSize(1);
        final VerifyReport later = TapeVerifier.verify(directory, bitcoin.between(five.tradeTimeUs, seven.tradeTimeUs));
        assertThat(later.isComplete()).isTrue();
        assertThat(later.instruments().get(0).ids()).isEqualTo(new IdRange(5, 6));
        assertThat(TapeVerifier.verify(directory, VerifyFilter.ALL.withMarket(Market.USDM))
                        .instruments())
                .isEmpty();
    }

    @Test
    void shouldCountRejectsByReason() {
        final Rejected rejected = new Rejected();
        rejected.market = Market.SPOT;
        rejected.source = TradeSource.LINE_A;
        rejected.buffer = new UnsafeBuffer(new byte[4]);
        rejected.length = 4;
        try (TapeWriter writer = Tapes.open(directory)) {
            rejected.reason = RejectReason.NOT_JSON;
            writer.append(rejected);
            writer.append(rejected);
            rejected.reason = RejectReason.EMPTY_FRAME;
            writer.append(rejected);
        }
        assertThat(TapeVerifier.verify(directory).rejects())
                .containsEntry(RejectReason.NOT_JSON, 2L)
                .containsEntry(RejectReason.EMPTY_FRAME, 1L)
                .hasSize(2);
    }

    @Test
    void shouldNotCallADamagedTapeComplete() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2, 3);
        final long position = Tapes.positionOf(directory, 2);
        Tapes.overwrite(Tapes.file(directory), position + 40, (byte) 77);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.instruments().get(0).missingIds()).isZero();
        assertThat(report.instruments().get(0).chain().isIntact()).isFalse();
        assertThat(report.isComplete()).isFalse();
        assertThat(report.documents().faults()).hasSize(1);
    }

    @Test
    void shouldNoticeAHoleAtWhichTailersStop() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 100));
        final long from = Tapes.positionOf(directory, 49);
        Tapes.overwrite(Tapes.file(directory), from, new byte[(int) (Tapes.positionOf(directory, 51) - from)]);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.instruments().get(0).holes().open()).containsExactly(new IdRange(50, 51));
        assertThat(report.documents().sequenceBreaks()).isEqualTo(1);
        assertThat(report.documents().faultCount()).isEqualTo(2);
    }

    @Test
    void shouldNameAHoleOfWhichTheHeaderDoesNotKnow() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 100));
        final Path file = Tapes.file(directory);
        final long from = Tapes.positionOf(directory, 49);
        Tapes.setWritePosition(file, Tapes.positionOf(directory, 20));
        Tapes.zero(file, from, Tapes.positionOf(directory, 51));
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.instruments().get(0).holes().open()).containsExactly(new IdRange(50, 51));
        assertThat(report.documents().faults())
                .extracting(TapeFault::kind)
                .containsExactly(TapeFault.Kind.HOLE, TapeFault.Kind.SEQUENCE_BREAK);
        assertThat(report.documents().faults().get(0).position()).isEqualTo(from);
    }

    @Test
    void shouldNameSuchAHoleInAFileThatAnotherFollows() throws IOException {
        final ManualClock clock = new ManualClock();
        try (TapeWriter writer = TapeWriter.open(Tapes.config(directory).withRollCycle(RollCycle.HOURLY), clock)) {
            for (int id = 1; id <= 11; id++) {
                clock.advance(id == 11 ? HOUR_MS : 0);
                writer.append(Tapes.trade(instrument, id));
                writer.commit();
            }
        }
        final Path file = CycleFile.listIn(directory).get(0).path();
        final long end = Tapes.positionOf(directory, 9);
        Tapes.zero(file, Tapes.positionOf(directory, 5), Tapes.positionOf(directory, 6));
        Tapes.setWritePosition(file, Tapes.positionOf(directory, 3));
        // The mark of its end was lost, too.
        Tapes.zero(file, end, end + 4096);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.instruments().get(0).holes().open()).containsExactly(new IdRange(6, 6), new IdRange(10, 10));
    }

    @Test
    void shouldNotMissAFileWhereTheLastDocumentOfOneIsDamaged() throws IOException {
        writeHours(1, 3, 1);
        // The second file holds a trade and a checkpoint.
        final Path file = CycleFile.listIn(directory).get(1).path();
        Tapes.overwrite(file, Tapes.positionOf(directory, 2) + 50, (byte) 99);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.documents().faultCount()).isEqualTo(1);
        assertThat(report.documents().missingFiles()).isEmpty();
    }

    @Test
    void shouldNameAFileThatIsMissingBetweenOthers() throws IOException {
        writeHours(1, 1, 1);
        final Path middle = CycleFile.listIn(directory).get(1).path();
        Files.delete(middle);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.documents().missingFiles())
                .containsExactly(middle.getFileName().toString());
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void shouldNotMissAFileForAnHourInWhichNobodyRecorded() {
        writeHours(1, 3, 1);
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.documents().missingFiles()).isEmpty();
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void shouldSayThatThereIsNoTape() {
        assertThatThrownBy(() -> TapeVerifier.verify(directory)).isInstanceOf(JournalUnreadableException.class);
    }

    @Test
    void shouldFindExactlyTheIdsThatAModelMisses() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final TreeSet<Long> ids = new TreeSet<>();
        long duplicates = 0;
        try (TapeWriter writer = Tapes.open(directory)) {
            for (int i = 0; i < 5_000; i++) {
                final long id = i + random.nextInt(30);
                duplicates += ids.add(id) ? 0 : 1;
                writer.append(Tapes.trade(instrument, id));
            }
        }
        final InstrumentReport only =
                TapeVerifier.verify(directory).instruments().get(0);
        assertThat(only.ids()).as(Seeds.describe(seed)).isEqualTo(new IdRange(ids.first(), ids.last()));
        assertThat(only.trades()).as(Seeds.describe(seed)).isEqualTo(ids.size());
        assertThat(only.duplicates()).as(Seeds.describe(seed)).isEqualTo(duplicates);
        assertThat(only.missingIds()).as(Seeds.describe(seed)).isEqualTo(ids.last() - ids.first() + 1 - ids.size());
        for (final IdRange hole : only.holes().open()) {
            assertThat(ids.subSet(hole.firstId(), hole.lastId() + 1))
                    .as(Seeds.describe(seed))
                    .isEmpty();
        }
    }

    private Gap gap(final GapState state, final long firstId, final long lastId) {
        final Gap gap = new Gap();
        gap.instrument = instrument;
        gap.state = state;
        gap.firstId = firstId;
        gap.lastId = lastId;
        return gap;
    }

    /** A trade, so many hours later another, and so on. */
    private void writeHours(final int... hours) {
        final ManualClock clock = new ManualClock();
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.HOURLY);
        try (TapeWriter writer = TapeWriter.open(config, clock)) {
            for (int i = 0; i < hours.length; i++) {
                writer.append(Tapes.trade(instrument, i));
                writer.commit();
                clock.advance(hours[i] * HOUR_MS);
            }
        }
    }
}
