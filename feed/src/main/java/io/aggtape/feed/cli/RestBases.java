package io.aggtape.feed.cli;

import io.aggtape.journal.Market;
import java.net.URI;
import java.util.List;

/** Reads the values of {@code --rest} of a command that may meet several markets: URL, or MARKET=URL. */
final class RestBases {
    private RestBases() {}

    /**
     * The base for a market; null where none is named at all.
     *
     * @param markets how many markets there are: a URL without a market says enough only where there is one.
     * @throws IllegalArgumentException where a value makes no sense.
     */
    static URI of(final List<String> values, final Market market, final int markets) {
        URI found = null;
        for (final String value : values) {
            final int equals = value.indexOf('=');
            final boolean isNamed = equals >= 0 && equals < Math.max(0, value.indexOf("://"));
            if (!isNamed && markets > 1) {
                throw new IllegalArgumentException("the tape has holes in " + markets + " markets: name each base of "
                        + "REST URLs as MARKET=URL, or choose a --market");
            }
            if (!isNamed || Market.ofLabel(value.substring(0, equals)) == market) {
                if (found != null) {
                    throw new IllegalArgumentException("--rest names two bases for " + market.label() + ": name one");
                }
                found = URI.create(value.substring(isNamed ? equals + 1 : 0));
            }
        }
        if (found == null && !values.isEmpty()) {
            throw new IllegalArgumentException("--rest names no base for " + market.label()
                    + ", of which the tape has holes: add " + market.label() + "=URL, or choose a --market");
        }
        return found;
    }
}
