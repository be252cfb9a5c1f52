package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.RecordSource;
import io.aggtape.journal.TapeListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Writes the trades of a tape as text: each once, those of a symbol in the order of their ids. A file gets its name when
 * all is written. Owned by one thread.
 */
public final class TapeExporter implements TapeListener, AutoCloseable {
    private static final int RECORDS_A_POLL = 4096;
    private static final int FLUSH_BYTES = 1 << 15;

    private final ExportFormat format;
    private final ExportTimeUnit unit;
    private final ExportTarget target;
    /** By the index of the instrument. */
    private final List<Share> shares = new ArrayList<>();

    private final List<Sink> sinks = new ArrayList<>();

    /** {@code unit} is for {@link ExportFormat#CSV}. */
    public TapeExporter(final ExportFormat format, final ExportTimeUnit unit, final ExportTarget target) {
        this.format = format;
        this.unit = unit;
        this.target = target;
    }

    /**
     * Exports all that a source has, once.
     *
     * @param source gives the trades of a symbol in the order of their ids, each once.
     * @param progress told now and then which part of the source was read, 0 to 1.
     * @throws ArchiveException where the format cannot say what a trade says, or several symbols would share a file
     *     whose rows name none.
     * @throws IOException where a file cannot be written, or is there already.
     */
    public List<ExportedTrades> run(final RecordSource source, final DoubleConsumer progress) throws IOException {
        try {
            while (!source.isAtEnd()) {
                source.poll(this, RECORDS_A_POLL);
                progress.accept(source.progress());
            }
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
        for (final Sink sink : sinks) {
            sink.commit();
        }
        return shares.stream()
                .filter(share -> share != null && share.sink != null)
                .map(Share::report)
                .toList();
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        final Share share = shareOf(trade.instrument);
        try {
            if (share.sink == null) {
                share.sink = sinkFor(trade);
                share.firstId = trade.id;
            }
            share.lastId = trade.id;
            if (share.sink.write(trade)) {
                share.rows++;
            } else {
                share.leftOut++;
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onGap(final Gap gap) {
        if (gap.state == GapState.OPENED) {
            shareOf(gap.instrument).missingIds += gap.lastId - gap.firstId + 1;
        }
    }

    /** Takes unfinished files away. */
    @Override
    public void close() throws IOException {
        for (final Sink sink : sinks) {
            sink.close();
        }
    }

    private Share shareOf(final Instrument instrument) {
        while (shares.size() <= instrument.index()) {
            shares.add(null);
        }
        Share share = shares.get(instrument.index());
        if (share == null) {
            share = new Share(instrument);
            shares.set(instrument.index(), share);
        }
        return share;
    }

    private Sink sinkFor(final AggTrade first) throws IOException {
        final Instrument instrument = first.instrument;
        if (target.isShared() && !sinks.isEmpty()) {
            if (!format.namesSymbols()) {
                throw new ArchiveException("the tape has more than one symbol, for example " + instrument
                        + ", and a row does not say of which it is: name one by --symbol, or a directory by --dir");
            }
            return sinks.get(0);
        }
        final RowFormat rows = format.rows(unit);
        final Sink sink;
        if (target.stream() != null) {
            sink = new Sink(rows, target.stream(), null);
        } else {
            final AtomicFile file = new AtomicFile(
                    target.isShared() ? target.file() : target.pathOf(instrument.market(), instrument.symbol(), format),
                    target.mayReplace());
            sink = new Sink(rows, file.out(), file);
        }
        sinks.add(sink);
        rows.begin(first, sink.text);
        return sink;
    }

    /** What was seen of one symbol. */
    private final class Share {
        private final Instrument instrument;
        private Sink sink;
        private long rows;
        private long leftOut;
        private long firstId;
        private long lastId;
        private long missingIds;

        private Share(final Instrument instrument) {
            this.instrument = instrument;
        }

        private ExportedTrades report() {
            return new ExportedTrades(
                    instrument.market(),
                    instrument.symbol(),
                    target.isShared() ? target.file() : target.pathOf(instrument.market(), instrument.symbol(), format),
                    rows,
                    leftOut,
                    firstId,
                    lastId,
                    missingIds);
        }
    }

    /** A file or stream that is being written. */
    private static final class Sink {
        private final RowFormat rows;
        private final OutputStream out;
        private final AtomicFile file;
        private final RowText text = new RowText();

        private Sink(final RowFormat rows, final OutputStream out, final AtomicFile file) {
            this.rows = rows;
            this.out = out;
            this.file = file;
        }

        private boolean write(final AggTrade trade) throws IOException {
            final boolean isWritten = rows.write(trade, text);
            if (text.length() >= FLUSH_BYTES) {
                text.writeTo(out);
            }
            return isWritten;
        }

        private void commit() throws IOException {
            text.writeTo(out);
            out.flush();
            if (file != null) {
                file.commit();
            }
        }

        private void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
