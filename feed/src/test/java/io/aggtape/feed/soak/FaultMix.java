package io.aggtape.feed.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What a running recorder can meet, drawn by seed: faults of single trades all the time, and one fault of connections or
 * of REST after the other, each kind once before any comes again. Left out are {@code certificate}, which an exchange has
 * from its start or never, {@code garble}, after which a tape is rightly not sound, and the refusals of REST at which a
 * recorder rightly gives up (403, 451, a floor above a hole): they have runs of their own.
 */
final class FaultMix {
    /** From the start to the end. */
    private static final List<String> LASTING = List.of(
            "absent,p=0.0001",
            "drop,p=0.01",
            "drop=all,p=0.0002",
            "duplicate,p=0.005",
            "reorder=3,p=0.005",
            "malformed,p=0.0005");

    private static final List<String> SINGLE = List.of(
            "disconnect=1000 times=1",
            "disconnect=1001 times=1",
            "disconnect=1006 times=1",
            "disconnect=1008 times=1",
            "disconnect=1011 times=1",
            "disconnect=1012 times=1",
            "disconnect=1006",
            "shutdown=500ms times=1",
            "rst times=1",
            "half-open times=1",
            "oversized times=1",
            "masked times=1",
            "invalid-utf8 times=1",
            "mute for=1s",
            "mute symbol=%s for=3s",
            "dribble=7 for=500ms",
            "hang-accept times=1",
            "hang-tls times=1",
            "hang-upgrade times=1",
            "upgrade-status=403 times=1 retry-after=1",
            "upgrade-status=418 times=1 retry-after=1",
            "upgrade-status=429 times=1 retry-after=1",
            "upgrade-status=451 times=1 retry-after=1",
            "upgrade-status=503 times=1 retry-after=1",
            "wrong-accept times=1",
            "rest-status=418 times=1 retry-after=1",
            "rest-status=429 times=1 retry-after=1",
            "rest-status=503 times=1 retry-after=1",
            "rest-lag=500ms for=3s",
            "rest-floor=-100000 for=3s",
            "rest-slow=300ms for=2s",
            "rest-hang times=1");

    private final SplittableRandom random;
    private final List<String> symbols;
    private final boolean isBrief;
    private final List<String> deck = new ArrayList<>();

    /** Draws by seed; of a kind that comes with several values, a brief mix has one. */
    FaultMix(final long seed, final List<String> symbols, final boolean isBrief) {
        this.random = new SplittableRandom(seed);
        this.symbols = symbols;
        this.isBrief = isBrief;
    }

    /** Those that an exchange has from its start. */
    static List<String> lasting() {
        return LASTING;
    }

    /** The names of all kinds. */
    static Set<String> kinds() {
        final Set<String> kinds = singleKinds();
        LASTING.forEach(fault -> kinds.add(kind(fault)));
        return kinds;
    }

    /** The names of those that come one after the other. */
    static Set<String> singleKinds() {
        final Set<String> kinds = new TreeSet<>();
        SINGLE.forEach(fault -> kinds.add(kind(fault)));
        return kinds;
    }

    /** The next fault to inject. */
    String next() {
        if (deck.isEmpty()) {
            deck.addAll(SINGLE);
            Collections.shuffle(deck, new Random(random.nextLong()));
            final Set<String> seen = new HashSet<>();
            deck.removeIf(fault -> isBrief && !seen.add(kind(fault)));
        }
        return deck.remove(deck.size() - 1).formatted(symbols.get(random.nextInt(symbols.size())));
    }

    /** How long to wait before it, ms: around the mean. */
    long nextWaitMs(final long meanMs) {
        return meanMs / 2 + random.nextLong(meanMs + 1);
    }

    private static String kind(final String fault) {
        return fault.split("[=, ]", 2)[0];
    }
}
