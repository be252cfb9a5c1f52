package io.aggtape.feed.cli;

import io.aggtape.feed.StreamNames;
import io.aggtape.journal.AggTrade;
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
