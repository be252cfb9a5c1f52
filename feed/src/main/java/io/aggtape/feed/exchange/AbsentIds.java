package io.aggtape.feed.exchange;

import java.util.List;

/** The ids of one symbol that an exchange with {@code absent} faults never had. Immutable. */
final class AbsentIds {
    private final String symbol;
    private final long seed;
    private final List<Fault> faults;

    AbsentIds(final String symbol, final Faults faults) {
        this.symbol = symbol;
        this.seed = faults.seed();
        this.faults = faults.lasting().stream()
                .filter(fault -> fault.kind() == FaultKind.ABSENT && fault.isOfSymbol(symbol))
                .toList();
    }

    boolean contains(final long id) {
        for (int i = 0; i < faults.size(); i++) {
            final Fault fault = faults.get(i);
            if (fault.hasIds()
                    ? fault.isAmongIds(id)
                    : Chance.of(seed, FaultKind.ABSENT.ordinal() + i, symbol.hashCode(), id) < fault.probability()) {
                return true;
            }
        }
        return false;
    }
}
