package io.aggtape.journal;

import io.aggtape.journal.TapeInfo.RecordType;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts everything on a tape for {@link TapeInfo}. */
final class TapeCensus implements TapeListener {
    private final Path directory;
    private final long[] counts = new long[RecordType.values().length];
    private final List<Tally> tallies = new ArrayList<>();
    private final Map<Long, TapeInfo.Session> sessions = new LinkedHashMap<>();
    private final Map<CycleFile, TapeInfo.File> files = new LinkedHashMap<>();

    private final CheckpointCollector checkpoints = new CheckpointCollector();

    private TapeInfo.CheckpointSummary checkpoint;
    private long firstReceiveNs = Long.MAX_VALUE;
    private long lastReceiveNs = Long.MIN_VALUE;
    private long firstTradeUs = Long.MAX_VALUE;
    private long lastTradeUs = Long.MIN_VALUE;

    TapeCensus(final Path directory) {
        this.directory = directory;
    }

    TapeInfo take() {
        try (TapeReader reader = TapeReader.openWhole(directory, TapeFaultListener.NONE)) {
            countFiles(reader);
            counts[RecordType.UNKNOWN.ordinal()] = reader.unknownRecords();
            final List<TapeInfo.File> all = new ArrayList<>();
            for (final CycleFile file : CycleFile.listIn(directory)) {
                all.add(files.getOrDefault(file, describe(file, 0, 0, 0)));
            }
            return new TapeInfo(
                    directory,
                    List.copyOf(all),
                    List.copyOf(sessions.values()),
                    new TapeInfo.Contents(records(), span(), Optional.ofNullable(checkpoint)),
                    instruments(),
                    writer());
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot read the journal " + directory + ": " + e, e);
        }
    }

    /** Whoever may read the tape and not its lock is told of no writer. */
    private Optional<LockOwner> writer() throws IOException {
        try {
            return JournalLock.ownerOf(directory);
        } catch (final AccessDeniedException e) {
            return Optional.empty();
        }
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        count(RecordType.AGG_TRADE);
        firstReceiveNs = Math.min(firstReceiveNs, trade.receiveTimeNs);
        lastReceiveNs = Math.max(lastReceiveNs, trade.receiveTimeNs);
        firstTradeUs = Math.min(firstTradeUs, trade.tradeTimeUs);
        lastTradeUs = Math.max(lastTradeUs, trade.tradeTimeUs);
        while (trade.instrument.index() >= tallies.size()) {
            tallies.add(null);
        }
        Tally tally = tallies.get(trade.instrument.index());
        if (tally == null) {
            tally = new Tally(trade.instrument);
            tallies.set(trade.instrument.index(), tally);
        }
        tally.add(trade.id);
    }

    @Override
    public void onGap(final Gap gap) {
        count(RecordType.GAP);
    }

    @Override
    public void onRejected(final Rejected rejected) {
        count(RecordType.REJECTED);
    }

    @Override
    public void onLine(final LineEvent line) {
        count(RecordType.LINE);
    }

    @Override
    public void onSession(final SessionEvent session) {
        count(RecordType.SESSION);
        final TapeInfo.Session started = sessions.get(session.runId);
        final long startNs =
                session.isStart ? session.timeNs : started == null ? TapeInfo.Session.UNKNOWN : started.startNs();
        final long stopNs = session.isStart ? TapeInfo.Session.UNKNOWN : session.timeNs;
        sessions.put(
                session.runId,
                new TapeInfo.Session(session.runId, startNs, stopNs, session.version, session.configuration));
    }

    @Override
    public void onClock(final ClockEvent clock) {
        count(RecordType.CLOCK);
    }

    @Override
    public void onCheckpoint(final Checkpoint part) {
        count(RecordType.CHECKPOINT);
        if (checkpoints.onPart(part)) {
            checkpoint = summary(part);
        }
    }

    @Override
    public void onHourSeal(final HourSeal seal) {
        count(RecordType.HOUR_SEAL);
    }

    private TapeInfo.CheckpointSummary summary(final Checkpoint lastPart) {
        final TapeLedger ledger = checkpoints.ledger();
        long trades = 0;
        long openHoles = 0;
        long openIds = 0;
        for (int i = 0; i < ledger.size(); i++) {
            trades += ledger.at(i).trades();
            openHoles += ledger.continuity().openHoles(ledger.at(i).instrument());
            openIds += ledger.continuity().openIds(ledger.at(i).instrument());
        }
        return new TapeInfo.CheckpointSummary(
                lastPart.throughSequence, lastPart.timeNs, ledger.size(), trades, openHoles, openIds);
    }

    private void count(final RecordType type) {
        counts[type.ordinal()]++;
    }

    private void countFiles(final TapeReader reader) throws IOException {
        CycleFile file = null;
        long documents = 0;
        long records = 0;
        long usedBytes = 0;
        long delivered = reader.poll(this, 1);
        while (!reader.isAtEnd()) {
            if (!reader.file().equals(file)) {
                if (file != null) {
                    files.put(file, describe(file, usedBytes, documents, records));
                }
                file = reader.file();
                documents = 0;
                records = 0;
            }
            documents++;
            records += delivered;
            usedBytes = reader.filePosition();
            delivered = reader.poll(this, 1);
        }
        if (file != null) {
            files.put(file, describe(file, usedBytes, documents, records));
        }
    }

    private static TapeInfo.File describe(
            final CycleFile file, final long usedBytes, final long documents, final long records) {
        return new TapeInfo.File(
                file.name(), file.startMs(), file.path().toFile().length(), usedBytes, documents, records);
    }

    private Map<RecordType, Long> records() {
        final Map<RecordType, Long> records = new EnumMap<>(RecordType.class);
        for (final RecordType type : RecordType.values()) {
            if (counts[type.ordinal()] > 0) {
                records.put(type, counts[type.ordinal()]);
            }
        }
        return records;
    }

    private Optional<TapeInfo.Span> span() {
        return counts[RecordType.AGG_TRADE.ordinal()] == 0
                ? Optional.empty()
                : Optional.of(new TapeInfo.Span(firstReceiveNs, lastReceiveNs, firstTradeUs, lastTradeUs));
    }

    private List<TapeInfo.Trades> instruments() {
        final List<TapeInfo.Trades> instruments = new ArrayList<>();
        for (final Tally tally : tallies) {
            if (tally != null) {
                instruments.add(tally.toTrades());
            }
        }
        return List.copyOf(instruments);
    }

    /** The trades of one instrument. */
    private static final class Tally {
        private final Instrument instrument;

        private long count;
        private long firstId = Long.MAX_VALUE;
        private long lastId = Long.MIN_VALUE;

        private Tally(final Instrument instrument) {
            this.instrument = instrument;
        }

        private void add(final long id) {
            count++;
            firstId = Math.min(firstId, id);
            lastId = Math.max(lastId, id);
        }

        private TapeInfo.Trades toTrades() {
            return new TapeInfo.Trades(instrument.market(), instrument.symbol(), count, new IdRange(firstId, lastId));
        }
    }
}
