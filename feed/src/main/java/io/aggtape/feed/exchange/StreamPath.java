package io.aggtape.feed.exchange;

import io.aggtape.journal.Market;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the path and query of a WebSocket request ask for. USD-M carries aggregate trades only below {@code /market};
 * without it, as since 2026-04-23, requests are accepted and acknowledged and no trade ever comes.
 *
 * @param streams the stream names of the URL in order.
 * @param isCombined whether frames carry the stream's name ({@code /stream}).
 * @param isMicroseconds whether times are in microseconds ({@code timeUnit=MICROSECOND}, spot only).
 * @param carriesTrades whether aggregate trades flow on this route.
 */
record StreamPath(List<String> streams, boolean isCombined, boolean isMicroseconds, boolean carriesTrades) {
    private static final String ROUTE = "/market";
    /** Of order books: it takes a request for trades as the unrouted path does. */
    private static final String SILENT_ROUTE = "/public";

    /** Reads a raw path and query; empty where Binance has no such path. */
    static Optional<StreamPath> parse(final Market market, final String rawPath, final String rawQuery) {
        String path = Query.decode(rawPath.replace("+", "%2B"));
        final Query query = new Query(rawQuery);
        final boolean isRouted = market != Market.SPOT && path.startsWith(ROUTE + '/');
        if (isRouted) {
            path = path.substring(ROUTE.length());
        } else if (market == Market.USDM && path.startsWith(SILENT_ROUTE + '/')) {
            path = path.substring(SILENT_ROUTE.length());
        }
        final Optional<Boolean> micros = microseconds(market, query);
        final boolean carriesTrades = market != Market.USDM || isRouted;
        if (micros.isEmpty()) {
            return Optional.empty();
        }
        if (isPath(market, path, "/stream")) {
            return Optional.of(new StreamPath(names(query.value("streams")), true, micros.get(), carriesTrades));
        }
        if (isPath(market, path, "/ws")) {
            final boolean isOldForm = market != Market.SPOT && rawQuery != null;
            return isOldForm
                    ? Optional.empty()
                    : Optional.of(new StreamPath(List.of(), false, micros.get(), carriesTrades));
        }
        if (path.startsWith("/ws/") && !path.endsWith("/")) {
            return Optional.of(new StreamPath(names(path.substring(4)), false, micros.get(), carriesTrades));
        }
        return Optional.empty();
    }

    private static boolean isPath(final Market market, final String path, final String wanted) {
        return path.equals(wanted) || (market == Market.SPOT && path.equals(wanted + '/'));
    }

    private static Optional<Boolean> microseconds(final Market market, final Query query) {
        final String unit = query.value("timeUnit");
        return switch (unit) {
            case "" -> Optional.of(false);
            case "MILLISECOND", "millisecond" -> market == Market.SPOT ? Optional.of(false) : Optional.empty();
            case "MICROSECOND", "microsecond" -> market == Market.SPOT ? Optional.of(true) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static List<String> names(final String joined) {
        return Arrays.stream(joined.split("/")).filter(name -> !name.isEmpty()).toList();
    }
}
