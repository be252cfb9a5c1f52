package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    private static final long HOUR_MS = 3_600_000L;
    private static final long HOUR_NS = HOUR_MS * 1_000_000;
    private static final long FIRST_HOUR_NS = ManualClock.START_MS / HOUR_MS * HOUR_NS;
    /** Where in a record with its header the mantissa of the price starts. */
    private static final int PRICE_OFFSET = 8 + 24;

    @TempDir
    private Path directory;

    private final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
    private final ManualClock clock = new ManualClock();

    @Test
    void shouldFindAChangedContentThatTheChecksumDoesNot() throws IOException {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 50));
        final int bit = random.nextInt(40);
        Tapes.rewriteRecord(directory, random.nextInt(50), (buffer, at) -> flip(buffer, at + PRICE_OFFSET, bit));
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.documents().isIntact()).as(Seeds.describe(seed)).isTrue();
        assertThat(report.isComplete()).as(Seeds.describe(seed)).isFalse();
        assertThat(report.chainFaults())
                .as(Seeds.describe(seed))
                .singleElement()
                .returns(Tapes.SYMBOL, ChainFault::symbol)
                .returns(FIRST_HOUR_NS, ChainFault::hourStartNs);
    }

    @Test
    void shouldNameTheHourAndFindTheHoursAfterItSound() throws IOException {
        try (TapeWriter writer = open()) {
            writeHours(writer, 5, 10);
        }
        // Ten trades and a seal in front of each later hour.
        Tapes.rewriteRecord(directory, 24, (buffer, at) -> flip(buffer, at + PRICE_OFFSET, 3));
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.chainFaults()).singleElement().returns(FIRST_HOUR_NS + 2 * HOUR_NS, ChainFault::hourStartNs);
        assertThat(report.instruments().get(0).chain().seals()).isEqualTo(5);
        assertThat(report.instruments().get(0).chain().faults()).isEqualTo(1);
    }

    @Test
    void shouldSealAnHourOnceWhereRestartsCutIt() {
        try (TapeWriter writer = open()) {
            writeHours(writer, 1, 5);
        }
        clock.set(ManualClock.START_MS);
        try (TapeWriter writer = open()) {
            append(writer, 6);
        }
        final List<String> seals;
        try (TapeReader reader = TapeReader.open(directory)) {
            seals = CollectingListener.read(reader).records.stream()
                    .filter(record -> record.startsWith("seal "))
                    .toList();
        }
        assertThat(seals).hasSize(2);
        assertThat(seals.get(1)).startsWith("seal spot:BTCUSDT " + FIRST_HOUR_NS + " 1 6 6 ");
        assertThat(TapeVerifier.verify(directory).isComplete()).isTrue();
    }

    @Test
    void shouldChainTheSameTradesToTheSameValueWhereverHoursAndRestartsCutThem() {
        final Path other = directory.resolve("other");
        final Path cut = directory.resolve("cut");
        Tapes.write(other, Tapes.SYMBOL, Tapes.ids(1, 40));
        Tapes.write(cut, Tapes.SYMBOL, Tapes.ids(1, 20));
        Tapes.write(cut, Tapes.SYMBOL, Tapes.ids(21, 40));
        final VerifyReport.InstrumentReport one =
                TapeVerifier.verify(other).instruments().get(0);
        final VerifyReport.InstrumentReport two =
                TapeVerifier.verify(cut).instruments().get(0);
        assertThat(two.chain().value()).isEqualTo(one.chain().value());
        assertThat(two.content().digest()).isEqualTo(one.content().digest());
    }

    @Test
    void shouldDigestTheSameTradesToTheSameValueInWhateverOrder() {
        final long seed = Seeds.next();
        final List<Long> ids = new ArrayList<>();
        for (long id = 0; id < 100; id++) {
            ids.add(id);
        }
        Collections.shuffle(ids, new Random(seed));
        Tapes.write(directory.resolve("a"), Tapes.SYMBOL, Tapes.ids(0, 99));
        Tapes.write(
                directory.resolve("b"),
                Tapes.SYMBOL,
                ids.stream().mapToLong(Long::longValue).toArray());
        final VerifyReport.InstrumentReport ordered =
                TapeVerifier.verify(directory.resolve("a")).instruments().get(0);
        final VerifyReport.InstrumentReport shuffled =
                TapeVerifier.verify(directory.resolve("b")).instruments().get(0);
        assertThat(shuffled.content().digest())
                .as(Seeds.describe(seed))
                .isEqualTo(ordered.content().digest())
                .isEqualTo(digestOf(ids));
        assertThat(shuffled.chain().value())
                .as(Seeds.describe(seed))
                .isNotEqualTo(ordered.chain().value());
    }

    @Test
    void shouldJudgeATapeWhoseFirstFilesAreGoneFromThereOn() throws IOException {
        try (TapeWriter writer = open(RollCycle.HOURLY)) {
            append(writer, 1);
            append(writer, 9);
            clock.advance(HOUR_MS);
            append(writer, 10);
            append(writer, 11);
            append(writer, 4);
        }
        assertThat(TapeVerifier.verify(directory).instruments().get(0).missingIds())
                .isEqualTo(6);
        Files.delete(CycleFile.listIn(directory).get(0).path());
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.beginsAt()).isGreaterThan(1);
        final VerifyReport.InstrumentReport only = report.instruments().get(0);
        assertThat(only.ids()).isEqualTo(new IdRange(11, 11));
        assertThat(only.holes().earlierOpenIds()).isEqualTo(6);
        assertThat(only.holes().filledLateIds()).isEqualTo(1);
        assertThat(only.chain().seals()).isPositive();
    }

    @Test
    void shouldTellTheFaultOfADamagedDocumentOnceThoughTheTapeGoesOn() throws IOException {
        for (final int trades : new int[] {10, 100}) {
            final Path tape = directory.resolve("tape" + trades);
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(1, trades));
            Tapes.overwrite(Tapes.file(tape), Tapes.positionOf(tape, 4) + 50, (byte) 99);
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(trades + 1, trades + 10));
            // As repaired.
            Tapes.write(tape, Tapes.SYMBOL, 5);
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(trades + 11, trades + 20));
            final VerifyReport report = TapeVerifier.verify(tape);
            assertThat(report.chainFaults()).hasSize(1);
            assertThat(report.documents().faultCount()).isEqualTo(1);
            assertThat(report.instruments().get(0).missingIds()).isZero();
        }
    }

    @Test
    void shouldTellAChangedContentOnceThoughTheTapeGoesOn() throws IOException {
        for (final int trades : new int[] {10, 100}) {
            final Path tape = directory.resolve("tape" + trades);
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(1, trades));
            Tapes.rewriteRecord(tape, 4, (buffer, at) -> flip(buffer, at + PRICE_OFFSET, 3));
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(trades + 1, trades + 10));
            Tapes.write(tape, Tapes.SYMBOL, Tapes.ids(trades + 11, trades + 20));
            assertThat(TapeVerifier.verify(tape).chainFaults()).hasSize(1);
        }
    }

    @Test
    void shouldTellEachOfTwoFaultsOfOneTape() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(1, 10));
        Tapes.overwrite(Tapes.file(directory), Tapes.positionOf(directory, 4) + 50, (byte) 99);
        Tapes.write(directory, Tapes.SYMBOL, Tapes.ids(11, 20));
        // Two documents of the certificate stand behind the first nine that are intact.
        Tapes.rewriteRecord(directory, 14, (buffer, at) -> flip(buffer, at + PRICE_OFFSET, 3));
        assertThat(TapeVerifier.verify(directory).chainFaults()).hasSize(2);
    }

    @Test
    void shouldNameFilesThatWereSetAside() throws IOException {
        Tapes.write(directory, Tapes.SYMBOL, 1, 2);
        Files.createFile(directory.resolve("20261122F.cq4.damaged-1"));
        assertThat(TapeVerifier.verify(directory).setAside()).containsExactly("20261122F.cq4.damaged-1");
    }

    @Test
    void shouldCallATapeWithTwoContentsOfOneIdFaulty() {
        final Rejected rejected = new Rejected();
        rejected.reason = RejectReason.CONTENT_DIFFERS;
        rejected.market = Market.SPOT;
        rejected.source = TradeSource.LINE_B;
        rejected.buffer = new UnsafeBuffer(new byte[4]);
        rejected.length = 4;
        Tapes.write(directory, Tapes.SYMBOL, 1, 2);
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(rejected);
        }
        final VerifyReport report = TapeVerifier.verify(directory);
        assertThat(report.contentDifferences()).isEqualTo(1);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void shouldNameTheLongestSilenceInWhichNoIdIsMissing() {
        try (TapeWriter writer = open()) {
            for (long id = 1; id <= 9; id++) {
                final AggTrade trade = Tapes.trade(instrument, id == 9 ? 20 : id);
                trade.tradeTimeUs += id >= 5 ? 60_000_000 : 0;
                trade.tradeTimeUs += id == 9 ? 900_000_000 : 0;
                writer.append(trade);
            }
        }
        assertThat(TapeVerifier.verify(directory).instruments().get(0).silence())
                .returns(4L, VerifyReport.Silence::lastId)
                .returns(60_000_100L, VerifyReport.Silence::lengthUs);
    }

    private long digestOf(final List<Long> ids) {
        long digest = 0;
        for (final long id : ids) {
            digest += TradeHash.of(Tapes.trade(instrument, id));
        }
        return digest;
    }

    private TapeWriter open() {
        return open(RollCycle.DAILY);
    }

    private TapeWriter open(final RollCycle rollCycle) {
        return TapeWriter.open(Tapes.config(directory).withRollCycle(rollCycle), clock);
    }

    /** Trades in each of some hours, ids on and on, by the clock. */
    private void writeHours(final TapeWriter writer, final int hours, final int trades) {
        long id = 1;
        for (int hour = 0; hour < hours; hour++) {
            for (int i = 0; i < trades; i++) {
                append(writer, id++);
            }
            clock.advance(HOUR_MS);
        }
    }

    private void append(final TapeWriter writer, final long id) {
        final AggTrade trade = Tapes.trade(instrument, id);
        trade.receiveTimeNs = clock.time() * 1_000_000;
        writer.append(trade);
        writer.commit();
    }

    private static void flip(final UnsafeBuffer buffer, final int at, final int bit) {
        buffer.putLong(at, buffer.getLong(at) ^ 1L << bit);
    }
}
