package io.aggtape.feed;

import io.aggtape.journal.Market;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * From which exchange the trades of a tape came, by what its recorders have written of their configuration. Ids mean
 * something at their own exchange only: another one has other trades under the same ids.
 */
final class TapeOrigin {
    private static final String NOTHING = "null";

    private TapeOrigin() {}

    /**
     * The base of the REST URLs of a market's trades; Binance's own where the tape says nothing of the market.
     *
     * @throws IllegalArgumentException where REST was not known to a recorder, or was another one for another recorder.
     */
    static URI restOf(final Collection<String> configurations, final MarketProfile profile) {
        final Map<String, Optional<URI>> restByEndpoint = new TreeMap<>();
        for (final String configuration : configurations) {
            final Map<String, String> values = valuesOf(configuration);
            if (isOf(profile.market(), values)) {
                final String endpoint = values.getOrDefault("endpoint", NOTHING);
                restByEndpoint.put(endpoint, restOf(endpoint, values.getOrDefault("rest", NOTHING), profile));
            }
        }
        for (final Map.Entry<String, Optional<URI>> entry : restByEndpoint.entrySet()) {
            if (entry.getValue().isEmpty()) {
                throw new IllegalArgumentException(
                        "the trades of " + profile.market().label() + " were recorded from " + entry.getKey()
                                + ", whose REST is not known: name it by --rest");
            }
        }
        final Collection<URI> bases =
                restByEndpoint.values().stream().map(Optional::get).distinct().toList();
        if (bases.size() > 1) {
            throw new IllegalArgumentException(
                    "the trades of " + profile.market().label()
                            + " were recorded with several bases of REST URLs ("
                            + bases.stream().map(URI::toString).collect(Collectors.joining(", "))
                            + "): name the right one by --rest");
        }
        return bases.isEmpty() ? profile.restBase() : bases.iterator().next();
    }

    private static Optional<URI> restOf(final String endpoint, final String rest, final MarketProfile profile) {
        if (!rest.equals(NOTHING)) {
            return Optional.of(URI.create(rest));
        }
        return profile.restBeside(endpoint.equals(NOTHING) ? null : URI.create(endpoint));
    }

    /** Runs that recorded nothing, such as a repair, name no market. */
    private static boolean isOf(final Market market, final Map<String, String> values) {
        return market.label().equals(values.get("market"));
    }

    private static Map<String, String> valuesOf(final String configuration) {
        return configuration
                .lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> second));
    }
}
