package io.aggtape.feed.cli;

import io.aggtape.feed.StreamNames;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.OrderedReader;
import io.aggtape.journal.TapeFaultListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.TimeIndex;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** A mixin: which tape, and which part of it. */
final class TapeRange {
    private static final long NANOS_PER_MICRO = 1_000;

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = Times.class,
            description = "Trades from this trade time on, for example 2026-11-23T10:15:30Z.")
    private Instant from;

    @Option(names = "--to", paramLabel = "T", converter = Times.class, description = "Trades before this trade time.")
    private Instant to;

    @Option(names = "--symbol", paramLabel = "S", split = ",", description = "Only these symbols.")
    private List<String> symbols = List.of();

    private Set<String> wanted;
    private long wantedFromUs;
    private long wantedToUs;
    private boolean isResolved;

    /** First trade time that is wanted, microseconds since the epoch. */
    long fromUs() {
        if (from != null && to != null && to.isBefore(from)) {
            throw new CommandFault(ExitCode.USAGE, "--to " + to + " is before --from " + from);
        }
        return from == null ? Long.MIN_VALUE : Times.epochNs(from) / NANOS_PER_MICRO;
    }

    /** First trade time that is not wanted any more, microseconds since the epoch. */
    long toUs() {
        return to == null ? Long.MAX_VALUE : Times.epochNs(to) / NANOS_PER_MICRO;
    }

    /** The range and the symbols, for who reads only that. */
    TapeSelection selection() {
        return TapeSelection.ALL.between(fromUs(), toUs()).ofSymbols(symbols());
    }

    /**
     * Opens a tape for a range of times by its time index, which is made where it is missing; for all times as it is. It may
     * give trades out of the range, too.
     */
    TapeReader open(final Path directory, final PrintWriter err) {
        final long first = fromUs();
        final long end = toUs();
        return isAllTime()
                ? TapeReader.openWhole(directory, TapeFaultListener.NONE)
                : TapeReader.openRange(index(directory, err), TapeFaultListener.NONE, first, end);
    }

    /** Opens tapes for a range of times in the order of the exchange, by their time indexes; for all times as they are. */
    OrderedReader openOrdered(final List<Path> directories, final PrintWriter err) {
        final TapeSelection selection = selection();
        if (!isAllTime()) {
            directories.forEach(directory -> index(directory, err));
        }
        return OrderedReader.open(directories, selection);
    }

    /** The time index of a tape, which is made where it is missing. */
    static TimeIndex index(final Path directory, final PrintWriter err) {
        return TimeIndex.open(directory, sentence -> {
            err.println(sentence);
            err.flush();
        });
    }

    /** Whether neither end of the range was given. */
    boolean isAllTime() {
        return from == null && to == null;
    }

    /** The symbols in upper case; none where all are wanted. */
    Set<String> symbols() {
        if (wanted == null) {
            try {
                wanted = new HashSet<>(StreamNames.normalise(symbols));
            } catch (final IllegalArgumentException e) {
                throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
            }
        }
        return wanted;
    }

    boolean isSymbolWanted(final String symbol) {
        return symbols().isEmpty() || symbols().contains(symbol);
    }

    /** Whether what has this time, nanoseconds since the epoch, lies in the range. */
    boolean isTimeWanted(final long timeNs) {
        final long timeUs = Math.floorDiv(timeNs, NANOS_PER_MICRO);
        return isAllTime() || timeUs >= fromUs() && timeUs < toUs();
    }

    /** Whether a trade lies in the range; the options are worked out at the first call. */
    boolean isWanted(final AggTrade trade) {
        if (!isResolved) {
            wantedFromUs = fromUs();
            wantedToUs = toUs();
            isResolved = true;
        }
        return trade.tradeTimeUs >= wantedFromUs
                && trade.tradeTimeUs < wantedToUs
                && isSymbolWanted(trade.instrument.symbol());
    }
}
