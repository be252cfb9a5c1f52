package io.aggtape.journal;

import io.aggtape.journal.TapeFault.Kind;
import io.aggtape.journal.VerifyReport.DocumentReport;
import io.aggtape.journal.VerifyReport.HoleReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Proves a tape complete or names what is missing. It judges by the ids of the trades themselves and takes the tape's
 * word only for what is absent at the source. It walks the files itself, so it sees what Chronicle's tailers cannot:
 * they stop at a zeroed page and pass a missing file in silence.
 */
public final class TapeVerifier {
    private static final int MAX_FAULTS_LISTED = 1000;
    private static final int MAX_FILES_LISTED = 1000;

    private final Path directory;
    private final VerifyFilter filter;
    private final Continuity continuity = new Continuity();
    private final List<Tally> tallies = new ArrayList<>();
    private final Map<RejectReason, Long> rejects = new EnumMap<>(RejectReason.class);
    private final List<TapeFault> faults = new ArrayList<>();
    private final List<String> missingFiles = new ArrayList<>();

    private TapeVerifier(final Path directory, final VerifyFilter filter) {
        this.directory = directory;
        this.filter = filter;
    }

    /**
     * Reads a whole tape.
     *
     * @throws JournalUnreadableException where there is none.
     */
    public static VerifyReport verify(final Path directory) {
        return verify(directory, VerifyFilter.ALL);
    }

    /**
     * Reads a whole tape and judges the trades that pass the filter; documents are checked all the same. Within a time
     * range, ids count from the first to the last in it.
     *
     * @throws JournalUnreadableException where there is none.
     */
    public static VerifyReport verify(final Path directory, final VerifyFilter filter) {
        return new TapeVerifier(directory, filter).run();
    }

    private VerifyReport run() {
        try (TapeReader reader = TapeReader.open(directory, this::onFault)) {
            final TapeListener listener = new Judge();
            CycleFile file = null;
            long firstSequence = 0;
            long sequence = 0;
            reader.poll(listener, 1);
            while (!reader.isAtEnd()) {
                if (file == null) {
                    firstSequence = reader.lastSequence();
                } else if (!file.equals(reader.file()) && reader.lastSequence() != sequence + 1) {
                    onFilesMissing(file, reader.file());
                }
                file = reader.file();
                sequence = reader.lastSequence();
                reader.poll(listener, 1);
            }
            return report(reader, firstSequence);
        }
    }

    private void onFault(final TapeFault fault) {
        if (faults.size() < MAX_FAULTS_LISTED) {
            faults.add(fault);
        }
    }

    private void onFilesMissing(final CycleFile before, final CycleFile after) {
        for (long number = before.number() + 1; number < after.number(); number++) {
            if (missingFiles.size() < MAX_FILES_LISTED) {
                missingFiles.add(CycleFile.nameOf(before.rollCycle(), number));
            }
        }
    }

    private VerifyReport report(final TapeReader reader, final long firstSequence) {
        final List<InstrumentReport> instruments = new ArrayList<>();
        for (final Tally tally : tallies) {
            if (tally != null && continuity.isKnown(tally.instrument)) {
                instruments.add(tally.report(continuity));
            }
        }
        final DocumentReport documents = new DocumentReport(
                reader.documents(),
                firstSequence,
                reader.unknownRecords(),
                reader.faults(),
                List.copyOf(faults),
                reader.faults(Kind.SEQUENCE_BREAK),
                List.copyOf(missingFiles));
        return new VerifyReport(directory, List.copyOf(instruments), rejects, documents);
    }

    private Tally tallyOf(final Instrument instrument) {
        while (instrument.index() >= tallies.size()) {
            tallies.add(null);
        }
        Tally tally = tallies.get(instrument.index());
        if (tally == null) {
            tally = new Tally(instrument);
            tallies.set(instrument.index(), tally);
        }
        return tally;
    }

    /** Counts what passes the filter. */
    private final class Judge implements TapeListener {
        @Override
        public void onAggTrade(final AggTrade trade) {
            if (filter.accepts(trade)) {
                final long lastId = continuity.lastId(trade.instrument);
                tallyOf(trade.instrument).onTrade(trade, continuity.onTrade(trade), lastId);
            }
        }

        @Override
        public void onGap(final Gap gap) {
            if (gap.state == GapState.ABSENT_AT_SOURCE && filter.accepts(gap.instrument)) {
                tallyOf(gap.instrument).absences.add(gap.firstId, gap.lastId);
            }
        }

        @Override
        public void onRejected(final Rejected rejected) {
            rejects.merge(rejected.reason, 1L, Long::sum);
        }
    }

    /** The counts of one instrument. */
    private static final class Tally {
        private final Instrument instrument;
        private final IdRanges absences = new IdRanges();

        private long trades;
        private long duplicates;
        private long outOfOrder;
        private long holesSeen;
        private long filledLateIds;
        private long repairedIds;

        private Tally(final Instrument instrument) {
            this.instrument = instrument;
        }

        private void onTrade(final AggTrade trade, final Verdict verdict, final long lastId) {
            if (!verdict.isNew()) {
                duplicates++;
                return;
            }
            trades++;
            outOfOrder += trade.id < lastId ? 1 : 0;
            if (verdict == Verdict.GAP) {
                holesSeen++;
            } else if (verdict == Verdict.LATE && isRepair(trade.source)) {
                repairedIds++;
            } else if (verdict == Verdict.LATE) {
                filledLateIds++;
            }
        }

        private InstrumentReport report(final Continuity continuity) {
            final IdRanges holes = continuity.holesOf(instrument);
            final IdRanges open = holes == null ? new IdRanges() : holes.copy();
            long absentIds = 0;
            for (int i = 0; i < absences.size(); i++) {
                absentIds += open.removeRange(absences.firstId(i), absences.lastId(i));
            }
            return new InstrumentReport(
                    instrument.market(),
                    instrument.symbol(),
                    new IdRange(continuity.firstId(instrument), continuity.lastId(instrument)),
                    trades,
                    duplicates,
                    outOfOrder,
                    new HoleReport(holesSeen, filledLateIds, repairedIds, absentIds, open.toList()));
        }

        private static boolean isRepair(final TradeSource source) {
            return source == TradeSource.REST || source == TradeSource.ARCHIVE;
        }
    }
}
