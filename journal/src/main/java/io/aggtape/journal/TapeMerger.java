package io.aggtape.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.EpochClock;

/**
 * Makes one tape of several: each trade once, by symbol in the order of ids, over all symbols by the time at which the
 * next one of each was received; so the new tape has no late trades. A trade keeps its source, line and receive time.
 * Sessions, states of lines, clocks and rejected frames are taken over; holes are judged anew. The inputs are only read,
 * up to where they end then. Trades are put aside on disk beside the new tape, as many bytes as the inputs have, so that
 * memory does not grow with their length.
 */
public final class TapeMerger {
    private static final String SPOOL = ".merge-";
    /** The new tape has another name until it is whole, so that a merge that was killed leaves none that looks like one. */
    private static final String UNFINISHED = ".merging-";

    private final SessionEvent session;
    private final Path output;
    private final TapeConfig config;
    private final EpochClock clock;
    private final Instruments instruments = new Instruments();
    private final List<MergeInput> inputs = new ArrayList<>();
    private final List<MergeEvents> events = new ArrayList<>();
    private final List<InstrumentMerge> merges = new ArrayList<>();
    private final Gap gap = new Gap();

    private PastTape tape;
    private TapeWriter writer;
    private long contentDifferences;

    private TapeMerger(final TapeConfig config, final SessionEvent session, final EpochClock clock) {
        this.output = config.directory().toAbsolutePath();
        this.config = config.withDirectory(output.resolveSibling("." + output.getFileName() + UNFINISHED
                + ProcessHandle.current().pid()));
        this.session = session;
        this.clock = clock;
    }

    /**
     * Merges tapes into a new one, and takes it away again where that fails.
     *
     * @param directories the inputs, two or more, all different.
     * @param config the new tape, whose directory must not exist.
     * @param session the start that the new tape tells of; its configuration should name the inputs.
     * @throws JournalUnreadableException where an input is no tape.
     * @throws JournalUnwritableException where the output exists or cannot be written.
     */
    public static MergeReport merge(
            final List<Path> directories, final TapeConfig config, final SessionEvent session, final EpochClock clock) {
        final TapeMerger merger = new TapeMerger(config, session, clock);
        boolean isDone = false;
        merger.create(directories);
        try {
            final MergeReport report = merger.run(directories);
            merger.close();
            merger.publish();
            isDone = true;
            return report;
        } finally {
            if (!isDone) {
                merger.discard();
            }
        }
    }

    private void create(final List<Path> directories) {
        // Fails for an input that is no tape before anything is made.
        directories.forEach(directory -> TapeReader.open(directory).close());
        try {
            if (output.getParent() != null) {
                Files.createDirectories(output.getParent());
            }
            requireAbsent();
            // What a killed process of the same number has left.
            IoUtil.delete(config.directory().toFile(), true);
            Files.createDirectory(config.directory());
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot make the journal " + output + ": " + e, e);
        }
    }

    private void requireAbsent() throws IOException {
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(output.toString());
        }
    }

    /** Gives the new tape its name. */
    private void publish() {
        try {
            requireAbsent();
            Files.move(config.directory(), output, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new JournalUnwritableException("cannot make the journal " + output + ": " + e, e);
        }
    }

    private void discard() {
        try {
            close();
        } finally {
            // A disk that is full fails the close, too.
            IoUtil.delete(config.directory().toFile(), true);
        }
    }

    private MergeReport run(final List<Path> directories) {
        for (final Path directory : directories) {
            final Path spool = config.directory().resolve(SPOOL + inputs.size());
            final MergeInput input = new MergeInput(directory, spool, instruments);
            inputs.add(input);
            input.read();
        }
        inputs.forEach(input -> events.add(new MergeEvents(input)));
        tape = new PastTape(config, clock, firstTimeNs());
        writer = tape.writer();
        session.configuration += faultsOfInputs();
        writer.append(session);
        mergeAll();
        takeEventsUntil(MergeEvents.NOTHING - 1);
        session.isStart = false;
        session.timeNs = TimeUnit.MILLISECONDS.toNanos(clock.time());
        writer.append(session);
        tape.commit();
        return report(directories);
    }

    /** The new tape tells by which inputs it may be less than it should. */
    private String faultsOfInputs() {
        final boolean isLineOpen = !session.configuration.isEmpty() && !session.configuration.endsWith("\n");
        final StringBuilder lines = new StringBuilder(isLineOpen ? "\n" : "");
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).faults() > 0) {
                lines.append("input.").append(i + 1).append(".faults=");
                lines.append(inputs.get(i).faults()).append('\n');
            }
        }
        return lines.toString();
    }

    private void mergeAll() {
        final PriorityQueue<InstrumentMerge> queue = new PriorityQueue<>();
        for (int i = 0; i < instruments.size(); i++) {
            final InstrumentMerge merge = new InstrumentMerge(instruments.byIndex(i), inputs);
            if (merge.next()) {
                merges.add(merge);
                queue.add(merge);
            }
        }
        final Continuity continuity = new Continuity();
        for (InstrumentMerge next = queue.poll(); next != null; next = queue.poll()) {
            takeEventsUntil(next.trade().receiveTimeNs);
            write(next, continuity);
            if (next.next()) {
                queue.add(next);
            }
        }
    }

    private void write(final InstrumentMerge merge, final Continuity continuity) {
        final AggTrade trade = merge.trade();
        tape.advanceTo(trade.receiveTimeNs);
        final boolean isBehindHole = continuity.onTrade(trade) == Verdict.GAP;
        if (isBehindHole) {
            append(
                    trade,
                    GapState.OPENED,
                    continuity.gapFirstId(),
                    continuity.gapLastId(),
                    "in none of the tapes merged");
        }
        writer.append(trade);
        if (isBehindHole) {
            final IdRanges absent = merge.onHole(continuity.gapFirstId(), continuity.gapLastId());
            for (int i = 0; i < absent.size(); i++) {
                append(trade, GapState.ABSENT_AT_SOURCE, absent.firstId(i), absent.lastId(i), "says a tape merged");
            }
        }
        for (final AggTrade other : merge.differing()) {
            writer.append(MergeConflict.rejected(trade, other));
            contentDifferences++;
        }
        tape.commitSometimes();
    }

    private void append(
            final AggTrade trade, final GapState state, final long firstId, final long lastId, final String reason) {
        gap.instrument = trade.instrument;
        gap.state = state;
        gap.firstId = firstId;
        gap.lastId = lastId;
        gap.timeNs = trade.receiveTimeNs;
        gap.reason = reason;
        writer.append(gap);
    }

    private void takeEventsUntil(final long timeNs) {
        MergeEvents earliest = earliest();
        while (earliest.nextTimeNs() <= timeNs) {
            tape.advanceTo(earliest.nextTimeNs());
            earliest.take(writer);
            tape.commitSometimes();
            earliest = earliest();
        }
    }

    private MergeEvents earliest() {
        MergeEvents earliest = events.get(0);
        for (final MergeEvents candidate : events) {
            earliest = candidate.nextTimeNs() < earliest.nextTimeNs() ? candidate : earliest;
        }
        return earliest;
    }

    private long firstTimeNs() {
        long firstNs = TimeUnit.MILLISECONDS.toNanos(clock.time());
        for (final MergeInput input : inputs) {
            firstNs = Math.min(firstNs, input.firstTimeNs());
        }
        return firstNs;
    }

    private MergeReport report(final List<Path> directories) {
        final List<MergeReport.Input> reported = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            long duplicates = 0;
            for (final InstrumentMerge merge : merges) {
                duplicates += merge.duplicatesOf(i);
            }
            contentDifferences += events.get(i).contentDifferences();
            reported.add(new MergeReport.Input(
                    directories.get(i),
                    inputs.get(i).trades(),
                    duplicates,
                    events.get(i).taken(),
                    inputs.get(i).faults()));
        }
        return new MergeReport(
                output,
                List.copyOf(reported),
                merges.stream().map(InstrumentMerge::report).toList(),
                contentDifferences);
    }

    private void close() {
        events.forEach(MergeEvents::close);
        inputs.forEach(MergeInput::close);
        if (tape != null) {
            final PastTape closed = tape;
            tape = null;
            closed.close();
        }
    }
}
