package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.TapeInfo.RecordType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeInfoTest {
    private static final long HOUR_MS = 3_600_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldCountRecordsByTypeAndTradesByInstrument() {
        final Instruments instruments = new Instruments();
        final Instrument bitcoin = instruments.intern(Market.SPOT, "BTCUSDT");
        final Instrument future = instruments.intern(Market.USDM, "BTCUSDT");
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(Tapes.trade(bitcoin, 5));
            writer.append(Tapes.trade(bitcoin, 4));
            writer.append(Tapes.trade(future, 9));
            writer.append(clock());
        }
        final TapeInfo info = TapeInfo.read(directory);
        assertThat(info.records())
                .containsEntry(RecordType.AGG_TRADE, 3L)
                .containsEntry(RecordType.CLOCK, 1L)
                .containsEntry(RecordType.HOUR_SEAL, 2L)
                .containsEntry(RecordType.CHECKPOINT, 2L)
                .hasSize(4);
        assertThat(info.checkpoint())
                .hasValueSatisfying(newest -> assertThat(newest)
                        .returns(2L, TapeInfo.CheckpointSummary::throughSequence)
                        .returns(2, TapeInfo.CheckpointSummary::instruments)
                        .returns(3L, TapeInfo.CheckpointSummary::trades)
                        .returns(0L, TapeInfo.CheckpointSummary::openIds));
        assertThat(info.instruments())
                .containsExactly(
                        new TapeInfo.Trades(Market.SPOT, "BTCUSDT", 2, new IdRange(4, 5)),
                        new TapeInfo.Trades(Market.USDM, "BTCUSDT", 1, new IdRange(9, 9)));
        final AggTrade first = Tapes.trade(bitcoin, 4);
        final AggTrade last = Tapes.trade(future, 9);
        assertThat(info.span())
                .contains(new TapeInfo.Span(
                        first.receiveTimeNs, last.receiveTimeNs, first.tradeTimeUs, last.tradeTimeUs));
    }

    @Test
    void shouldListFilesWithWhatIsWrittenInThem() {
        final ManualClock clock = new ManualClock();
        final Instrument instrument = new Instruments().intern(Market.SPOT, Tapes.SYMBOL);
        final TapeConfig config = Tapes.config(directory).withRollCycle(RollCycle.HOURLY);
        try (TapeWriter writer = TapeWriter.open(config, clock)) {
            for (int id = 0; id < 100; id++) {
                writer.append(Tapes.trade(instrument, id));
            }
            writer.commit();
            clock.advance(HOUR_MS);
            writer.append(Tapes.trade(instrument, 100));
        }
        final TapeInfo info = TapeInfo.read(directory);
        assertThat(info.files()).hasSize(2);
        final TapeInfo.File first = info.files().get(0);
        assertThat(first.name()).isEqualTo("20261122-12F.cq4");
        assertThat(first.startMs()).isEqualTo(ManualClock.START_MS - HOUR_MS / 2);
        assertThat(first.documents()).isEqualTo(2);
        assertThat(first.records()).isEqualTo(100);
        assertThat(first.usedBytes()).isBetween(10_000L, 100_000L);
        assertThat(first.apparentBytes()).isGreaterThan(first.usedBytes());
        assertThat(info.files().get(1).documents()).isEqualTo(4);
        assertThat(info.records()).containsEntry(RecordType.CHECKPOINT, 2L).containsEntry(RecordType.HOUR_SEAL, 1L);
        assertThat(info.usedBytes())
                .isEqualTo(first.usedBytes() + info.files().get(1).usedBytes());
    }

    @Test
    void shouldListSessionsWithTheirStartAndStop() {
        try (TapeWriter writer = Tapes.open(directory)) {
            writer.append(session(7, true, 100));
            writer.append(session(7, false, 200));
            writer.append(session(8, true, 300));
        }
        assertThat(TapeInfo.read(directory).sessions())
                .containsExactly(
                        new TapeInfo.Session(7, 100, 200, "1.0", "a=b"),
                        new TapeInfo.Session(8, 300, TapeInfo.Session.UNKNOWN, "1.0", "a=b"));
    }

    @Test
    void shouldNameTheWriterWhileThereIsOne() {
        try (TapeWriter writer = Tapes.open(directory)) {
            assertThat(writer.hasSpace()).isTrue();
            assertThat(TapeInfo.read(directory).writer())
                    .map(LockOwner::pid)
                    .contains(ProcessHandle.current().pid());
        }
        assertThat(TapeInfo.read(directory).writer()).isEmpty();
    }

    @Test
    void shouldKeepTheWritersLockWhileItLooks() {
        try (TapeWriter writer = Tapes.open(directory)) {
            TapeInfo.read(directory);
            assertThat(ChildJvm.run(TapeHolder.class, directory.toString())).contains("locked by " + ownPid());
            assertThat(writer.recordsWritten()).isZero();
        }
    }

    private static String ownPid() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    private static ClockEvent clock() {
        final ClockEvent clock = new ClockEvent();
        clock.market = Market.SPOT;
        return clock;
    }

    private static SessionEvent session(final long runId, final boolean isStart, final long timeNs) {
        final SessionEvent session = new SessionEvent();
        session.runId = runId;
        session.isStart = isStart;
        session.timeNs = timeNs;
        session.version = "1.0";
        session.configuration = "a=b";
        return session;
    }
}
