package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.OrderedReader;
import io.aggtape.journal.RecordSource;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Compares a tape with archive files, id by id and field by field, in one pass over both and memory that does not grow
 * with either. Owned by one thread.
 */
public final class Reconciler implements TapeListener, AutoCloseable {
    private static final int RECORDS_A_POLL = 4096;

    private final Map<String, InstrumentReconcile> byName = new LinkedHashMap<>();
    /** By the index of the tape's instrument; null for one that no file is of. */
    private final List<InstrumentReconcile> byIndex = new ArrayList<>();

    private final List<CheckedFile> checked;

    /**
     * Checks and opens the files.
     *
     * @param selection which trades of both sides count; its symbols are those of the files.
     * @param examples how many of each kind to name.
     * @throws ArchiveException where a file is damaged, or is not what its CHECKSUM says.
     */
    public Reconciler(final List<ArchiveFile> files, final TapeSelection selection, final int examples) {
        checked = files.stream()
                .sorted(Comparator.comparing(ArchiveFile::market)
                        .thenComparing(ArchiveFile::symbol)
                        .thenComparingLong(ArchiveFile::firstId))
                .map(file -> new CheckedFile(file, ArchiveCheck.of(file, bytes -> {})))
                .toList();
        final Instruments instruments = new Instruments();
        final Map<Instrument, List<CheckedFile>> byInstrument = new LinkedHashMap<>();
        for (final CheckedFile each : checked) {
            final Instrument instrument =
                    instruments.intern(each.file().market(), each.file().symbol());
            byInstrument.computeIfAbsent(instrument, any -> new ArrayList<>()).add(each);
        }
        byInstrument.forEach((instrument, ofInstrument) -> byName.put(
                instrument.toString(),
                new InstrumentReconcile(instrument, new ArchiveSet(instrument, ofInstrument, selection), examples)));
    }

    /**
     * Compares, once.
     *
     * @param selection as the constructor's.
     * @param progress told now and then which part of the tape was read, 0 to 1.
     * @throws io.aggtape.journal.JournalUnreadableException where there is no tape.
     */
    public ReconcileReport run(final Path journal, final TapeSelection selection, final DoubleConsumer progress) {
        final List<String> symbols =
                checked.stream().map(each -> each.file().symbol()).toList();
        final long faults;
        try (RecordSource tape = OrderedReader.open(List.of(journal), selection.ofSymbols(symbols))) {
            while (!tape.isAtEnd()) {
                tape.poll(this, RECORDS_A_POLL);
                progress.accept(tape.progress());
            }
            faults = tape.faults();
        }
        byName.values().forEach(InstrumentReconcile::end);
        return new ReconcileReport(
                journal,
                faults,
                checked,
                byName.values().stream().map(InstrumentReconcile::report).toList());
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        final int at = trade.instrument.index();
        while (byIndex.size() <= at) {
            byIndex.add(null);
        }
        InstrumentReconcile compared = byIndex.get(at);
        if (compared == null) {
            compared = byName.get(trade.instrument.toString());
            byIndex.set(at, compared);
        }
        if (compared != null) {
            compared.onTapeTrade(trade);
        }
    }

    @Override
    public void close() {
        byName.values().forEach(InstrumentReconcile::close);
    }
}
