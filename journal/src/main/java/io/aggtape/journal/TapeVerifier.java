package io.aggtape.journal;

import io.aggtape.journal.TapeFault.Kind;
import io.aggtape.journal.VerifyReport.DocumentReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Proves a tape complete or names what is missing. It judges by the ids of the trades themselves and takes the tape's
 * word only for what is absent at the source, and for what stood in older files that were removed. It computes the chain
 * of hashes again and compares it with the seals. It walks the files itself, so it sees what Chronicle's tailers cannot:
 * they stop at a zeroed page and pass a missing file in silence.
 */
public final class TapeVerifier {
    private static final int MAX_FAULTS_LISTED = 1000;
    private static final int MAX_FILES_LISTED = 1000;
    private static final String SET_ASIDE = "*.damaged-*";

    private final Path directory;
    private final VerifyFilter filter;
    private final Continuity continuity = new Continuity();
    private final List<InstrumentTally> tallies = new ArrayList<>();
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
     * Reads a whole tape and judges the trades that pass the filter; documents and chains are checked all the same.
     * Within a time range, ids count from the first to the last in it. A tape whose older files were removed is judged
     * from its first checkpoint on.
     *
     * @throws JournalUnreadableException where there is none.
     */
    public static VerifyReport verify(final Path directory, final VerifyFilter filter) {
        return new TapeVerifier(directory, filter).run();
    }

    private VerifyReport run() {
        final TapeStart start = TapeStart.of(directory);
        try (TapeReader reader = TapeReader.openWhole(directory, this::onFault)) {
            if (filter.isAllTime()) {
                continuity.seed(start.ledger().continuity(), start.ledger().instruments(), reader.instruments());
            }
            final Judge judge = new Judge(reader, start);
            CycleFile file = null;
            long firstSequence = 0;
            long breaks = 0;
            reader.poll(judge, 1);
            while (!reader.isAtEnd()) {
                if (file == null) {
                    firstSequence = reader.lastSequence();
                } else if (!file.equals(reader.file()) && reader.faults(Kind.SEQUENCE_BREAK) > breaks) {
                    onFilesMissing(file, reader.file());
                }
                file = reader.file();
                breaks = reader.faults(Kind.SEQUENCE_BREAK);
                reader.poll(judge, 1);
            }
            return judge.report(firstSequence);
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

    private List<String> setAside() {
        final List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, SET_ASIDE)) {
            paths.forEach(path -> names.add(path.getFileName().toString()));
        } catch (final IOException e) {
            throw new JournalUnreadableException("cannot read the journal " + directory + ": " + e, e);
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    /** Counts what passes the filter, and checks the chain of everything. */
    private final class Judge implements TapeListener {
        private final TapeReader reader;
        private final TapeStart start;
        private final ChainCheck chains;

        private Judge(final TapeReader reader, final TapeStart start) {
            this.reader = reader;
            this.start = start;
            chains = new ChainCheck(start.ledger(), start.isKnown());
        }

        @Override
        public void onAggTrade(final AggTrade trade) {
            if (isEarlier()) {
                return;
            }
            final long hash = chains.onTrade(trade);
            if (filter.accepts(trade)) {
                final InstrumentTally tally = tallyOf(trade.instrument);
                final long lastId = continuity.lastId(trade.instrument);
                tally.onTrade(trade, continuity.onTrade(trade), lastId, hash);
            }
        }

        @Override
        public void onGap(final Gap gap) {
            if (isEarlier()) {
                return;
            }
            chains.onGap(gap);
            if (gap.state == GapState.ABSENT_AT_SOURCE && filter.accepts(gap.instrument)) {
                tallyOf(gap.instrument).onAbsent(gap);
            }
        }

        @Override
        public void onRejected(final Rejected rejected) {
            rejects.merge(rejected.reason, 1L, Long::sum);
        }

        @Override
        public void onHourSeal(final HourSeal seal) {
            if (!isEarlier()) {
                chains.onSeal(seal, reader.lastSequence());
            }
        }

        @Override
        public void onCheckpoint(final Checkpoint part) {
            if (!isEarlier()) {
                chains.onCheckpoint(part, reader.lastSequence());
            }
        }

        /** Whether the document that is read is told by the checkpoint from which the tape is judged. */
        private boolean isEarlier() {
            return reader.lastSequence() < start.sequence();
        }

        private InstrumentTally tallyOf(final Instrument instrument) {
            while (instrument.index() >= tallies.size()) {
                tallies.add(null);
            }
            InstrumentTally tally = tallies.get(instrument.index());
            if (tally == null) {
                // Asked before its first trade here: what is known of it now was so at the start.
                tally = new InstrumentTally(instrument, continuity.lastId(instrument));
                tallies.set(instrument.index(), tally);
            }
            return tally;
        }

        private VerifyReport report(final long firstSequence) {
            final List<InstrumentReport> instruments = new ArrayList<>();
            for (int i = 0; i < tallies.size(); i++) {
                if (tallies.get(i) != null && tallies.get(i).hasTrades()) {
                    final Instrument instrument = reader.instruments().byIndex(i);
                    instruments.add(tallies.get(i).report(continuity, chains.reportOf(instrument)));
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
            final List<ChainFault> chainFaults = chains.faults().stream()
                    .filter(fault -> filter.accepts(fault.market(), fault.symbol()))
                    .toList();
            return new VerifyReport(
                    directory, List.copyOf(instruments), rejects, documents, chainFaults, setAside(), start.sequence());
        }
    }
}
