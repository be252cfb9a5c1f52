package io.aggtape.feed.cli;

import io.aggtape.journal.Market;
import java.net.URI;
import java.util.List;

/** Reads the values of {@code --rest} of a command that may meet several markets: URL, or MARKET=URL. */
final class RestBases {
    private RestBases() {}

    /**
     * The base for a market; null where none is named for it, so that Binance's own is used.
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
                found = URI.create(value.substring(isNamed ? equals + 1 : 0));
            }
        }
        return found;
    }
}
