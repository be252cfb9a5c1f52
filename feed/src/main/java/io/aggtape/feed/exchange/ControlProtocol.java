package io.aggtape.feed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.journal.Market;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Binance's live control messages: a request's text in, the reply's text out. Errors have the documented flat shape, with
 * the id on spot; a malformed stream name and, on futures, bad JSON (which also ends the connection) have the nested
 * shape that was observed. Guarded by its connection.
 */
final class ControlProtocol {
    private static final Set<String> METHODS =
            Set.of("SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS", "SET_PROPERTY", "GET_PROPERTY");
    private static final String VARIANTS =
            "expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";
    private static final Pattern TEXT_ID = Pattern.compile("[A-Za-z0-9_-]{1,36}");

    private final Market market;
    private final int maxStreams;
    private final Subscriptions subscriptions;
    private volatile boolean isCombined;
    private boolean isBroken;

    ControlProtocol(
            final Market market,
            final int maxStreams,
            final Subscriptions subscriptions,
            final boolean isCombinedAtFirst) {
        this.market = market;
        this.maxStreams = maxStreams;
        this.subscriptions = subscriptions;
        this.isCombined = isCombinedAtFirst;
    }

    /** The {@code combined} property; any thread. */
    boolean isCombined() {
        return isCombined;
    }

    /** Whether the connection is to be closed after the last reply. */
    boolean isBroken() {
        return isBroken;
    }

    /** Takes one message and returns the reply. */
    String onMessage(final String text) {
        final Map<String, Object> request;
        try {
            request = JSON.std.mapFrom(text);
        } catch (final JsonProcessingException e) {
            return invalidJson(text, e);
        } catch (final IOException | IllegalArgumentException e) {
            return invalidJson(text, null);
        }
        if (request == null) {
            return invalidJson(text, null);
        }
        final Object method = request.get("method");
        if (method == null) {
            return error(2, "Invalid request: missing field `method` at line 1 column " + text.length(), null);
        }
        if (!(method instanceof String) || !METHODS.contains(method)) {
            final int column = text.indexOf(quote(method.toString()))
                    + quote(method.toString()).length();
            return error(
                    2,
                    "Invalid request: unknown variant `" + method + "`, " + VARIANTS + " at line 1 column " + column,
                    null);
        }
        if (!request.containsKey("id") || !isId(request.get("id"))) {
            return error(2, "Invalid request: request ID must be an unsigned integer", null);
        }
        final Object id = request.get("id");
        final String idJson = id instanceof String ? quote((String) id) : String.valueOf(id);
        final Object params = request.get("params");
        return answer((String) method, params instanceof List<?> list ? list : List.of(), idJson);
    }

    private String answer(final String method, final List<?> params, final String id) {
        return switch (method) {
            case "SUBSCRIBE" -> changeStreams(params, id, true);
            case "UNSUBSCRIBE" -> changeStreams(params, id, false);
            case "LIST_SUBSCRIPTIONS" ->
                params.isEmpty()
                        ? result(array(subscriptions.names()), id)
                        : error(2, "Invalid request: too many parameters", id);
            case "SET_PROPERTY" -> setProperty(params, id);
            default -> getProperty(params, id);
        };
    }

    private String changeStreams(final List<?> params, final String id, final boolean isSubscribe) {
        for (final Object param : params) {
            if (!(param instanceof String) || !Subscriptions.isStreamName((String) param)) {
                return invalidStream(id);
            }
        }
        if (params.isEmpty()) {
            return invalidStream(id);
        }
        final List<String> names = params.stream().map(String.class::cast).toList();
        if (!isSubscribe) {
            subscriptions.remove(names);
        } else if (subscriptions.sizeWith(names) > maxStreams) {
            return error(2, "Invalid request: more than " + maxStreams + " streams on one connection", id);
        } else {
            subscriptions.add(names);
        }
        return result("null", id);
    }

    private String setProperty(final List<?> params, final String id) {
        final String problem = propertyProblem(params, 2, id);
        if (problem != null) {
            return problem;
        }
        if (params.size() < 2 || !(params.get(1) instanceof Boolean)) {
            return error(1, "Invalid value type: expected Boolean", id);
        }
        isCombined = (Boolean) params.get(1);
        return result("null", id);
    }

    private String getProperty(final List<?> params, final String id) {
        final String problem = propertyProblem(params, 1, id);
        return problem != null ? problem : result(String.valueOf(isCombined), id);
    }

    private String propertyProblem(final List<?> params, final int most, final String id) {
        if (params.size() > most) {
            return error(2, "Invalid request: too many parameters", id);
        }
        if (params.isEmpty() || !(params.get(0) instanceof String)) {
            return error(2, "Invalid request: property name must be a string", id);
        }
        return "combined".equals(params.get(0)) ? null : error(0, "Unknown property", id);
    }

    private boolean isId(final Object id) {
        if (id instanceof Integer || id instanceof Long) {
            return market == Market.SPOT || ((Number) id).longValue() >= 0;
        }
        return market == Market.SPOT
                && (id == null
                        || (id instanceof String && TEXT_ID.matcher((String) id).matches()));
    }

    private String invalidJson(final String text, final JsonProcessingException e) {
        final boolean isNoValue = text.isBlank() || "{[\"".indexOf(text.strip().charAt(0)) < 0;
        final boolean isPlaced = e != null && e.getLocation() != null && !isNoValue;
        final int line = isPlaced ? e.getLocation().getLineNr() : 1;
        final int column = isPlaced ? e.getLocation().getColumnNr() : 1;
        final String message = "Invalid JSON: expected value at line " + line + " column " + column;
        if (market == Market.SPOT) {
            return error(3, message, null);
        }
        isBroken = true;
        return "{\"error\":{\"code\":3,\"msg\":" + quote(message) + "}}";
    }

    private String error(final int code, final String message, final String id) {
        final boolean hasId = id != null && market == Market.SPOT;
        return "{\"code\":" + code + ",\"msg\":" + quote(message) + (hasId ? ",\"id\":" + id : "") + '}';
    }

    private static String invalidStream(final String id) {
        return "{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":" + id + '}';
    }

    private static String result(final String json, final String id) {
        return "{\"result\":" + json + ",\"id\":" + id + '}';
    }

    private static String array(final List<String> names) {
        final StringBuilder out = new StringBuilder("[");
        for (final String name : names) {
            out.append(out.length() == 1 ? "" : ",").append(quote(name));
        }
        return out.append(']').toString();
    }

    private static String quote(final String text) {
        try {
            return JSON.std.asString(text);
        } catch (final IOException e) {
            throw new IllegalStateException("a string has no JSON form: " + text, e);
        }
    }
}
