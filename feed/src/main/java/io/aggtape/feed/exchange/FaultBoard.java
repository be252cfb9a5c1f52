package io.aggtape.feed.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.concurrent.NanoClock;

/** The faults in force, which may change while the exchange runs, and how often each kind has struck. Thread-safe. */
final class FaultBoard {
    private static final ArmedFault[] NONE = {};

    private final Faults faults;
    private final NanoClock clock;
    private final AtomicLongArray counts = new AtomicLongArray(FaultKind.values().length);
    private final AtomicLong upgrades = new AtomicLong();
    private final AtomicLong accepts = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final List<ArmedFault> all = new ArrayList<>();
    private volatile Map<FaultScope, ArmedFault[]> byScope = Map.of();
    private int places;

    FaultBoard(final Faults faults, final NanoClock clock) {
        this.faults = faults;
        this.clock = clock;
    }

    /** Starts the clock of every fault that was configured. */
    synchronized void start() {
        final long nowNs = clock.nanoTime();
        faults.lasting().forEach(fault -> add(fault, nowNs, true));
        faults.script().forEach(one -> add(one.fault(), nowNs + one.beginNs(), false));
        publish();
    }

    /** Adds a fault that begins now. */
    synchronized void inject(final Fault fault) {
        add(fault, clock.nanoTime(), false);
        publish();
    }

    /** Ends all faults, also those that were to come, but not what they have done, and not those that are fixed. */
    synchronized void clear() {
        all.removeIf(armed -> !armed.kind().scope().isFixed());
        publish();
    }

    /** Those of a scope, the first to win first; never changed in place. */
    ArmedFault[] of(final FaultScope scope) {
        return byScope.getOrDefault(scope, NONE);
    }

    long seed() {
        return faults.seed();
    }

    Faults faults() {
        return faults;
    }

    long nowNs() {
        return clock.nanoTime();
    }

    /** The number of the next upgrade request, from 1: a WebSocket connection's number. */
    long nextUpgrade() {
        return upgrades.incrementAndGet();
    }

    /** The number of the next TCP connection, from 1. */
    long nextAccept() {
        return accepts.incrementAndGet();
    }

    /** The number of the next REST request, from 1. */
    long nextRequest() {
        return requests.incrementAndGet();
    }

    /** The fault that strikes the start of a connection or an upgrade, counted; null for none. */
    ArmedFault strikeOpening(final FaultScope scope, final long ordinal) {
        final long nowNs = clock.nanoTime();
        for (final ArmedFault armed : of(scope)) {
            if (armed.strikesRequest(ordinal, nowNs)) {
                count(armed.kind());
                return armed;
            }
        }
        return null;
    }

    /** The fault of this kind that strikes a REST request, counted; null for none. */
    ArmedFault strikeRest(final FaultKind kind, final long ordinal, final String symbol) {
        final long nowNs = clock.nanoTime();
        for (final ArmedFault armed : of(FaultScope.REST)) {
            if (armed.kind() == kind && armed.fault().isOfSymbol(symbol) && armed.strikesRequest(ordinal, nowNs)) {
                count(kind);
                return armed;
            }
        }
        return null;
    }

    /** Whether any fault may strike trades on their way. */
    boolean mayStrikeTrades() {
        return of(FaultScope.STREAM).length + of(FaultScope.TRADE).length > 0;
    }

    /** The fault that strikes a trade on its way to a connection, counted; null for none. */
    ArmedFault strikeTrade(final ArmedFault.Target target, final String symbol, final long id, final long nowNs) {
        final ArmedFault mute = firstOf(of(FaultScope.STREAM), target, symbol, id, nowNs);
        final ArmedFault struck = mute == null ? firstOf(of(FaultScope.TRADE), target, symbol, id, nowNs) : mute;
        if (struck != null) {
            count(struck.kind());
        }
        return struck;
    }

    void count(final FaultKind kind) {
        counts.incrementAndGet(kind.ordinal());
    }

    /** How often each kind has struck, by name, only those that have. */
    Map<String, Long> counts() {
        final Map<String, Long> byName = new LinkedHashMap<>();
        for (final FaultKind kind : FaultKind.values()) {
            final long count = counts.get(kind.ordinal());
            if (count > 0) {
                byName.put(kind.text(), count);
            }
        }
        return byName;
    }

    private static ArmedFault firstOf(
            final ArmedFault[] candidates,
            final ArmedFault.Target target,
            final String symbol,
            final long id,
            final long nowNs) {
        for (final ArmedFault armed : candidates) {
            if (armed.strikesTrade(target, symbol, id, nowNs)) {
                return armed;
            }
        }
        return null;
    }

    private void add(final Fault fault, final long beginNs, final boolean isLasting) {
        all.add(new ArmedFault(fault, faults.seed(), places++, beginNs, isLasting));
    }

    private void publish() {
        final Map<FaultScope, ArmedFault[]> published = new EnumMap<>(FaultScope.class);
        for (final FaultScope scope : FaultScope.values()) {
            published.put(
                    scope,
                    all.stream()
                            .filter(armed -> armed.kind().scope() == scope)
                            .sorted(Comparator.comparing(ArmedFault::kind))
                            .toArray(ArmedFault[]::new));
        }
        byScope = published;
    }
}
