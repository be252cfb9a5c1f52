package io.aggtape.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A place where a tape's trades are not those of which its writer took the hash.
 *
 * @param market the market.
 * @param symbol the symbol.
 * @param hourStartNs the hour, nanoseconds since the epoch: a trade of it was changed, lost or added, or one of an hour
 *     before it that has no seal.
 * @param sequence the document that says otherwise.
 * @param description in words for a person.
 */
public record ChainFault(Market market, String symbol, long hourStartNs, long sequence, String description) {
    @Override
    public String toString() {
        return market.label() + ":" + symbol + " hour " + Instant.EPOCH.plus(hourStartNs, ChronoUnit.NANOS) + ": "
                + description + " (document " + sequence + ")";
    }
}
