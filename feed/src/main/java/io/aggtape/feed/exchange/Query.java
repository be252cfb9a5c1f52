package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a request's query. */
final class Query {
    private final Map<String, String> values = new LinkedHashMap<>();
    private String duplicate = "";

    /** Reads a raw query, {@code null} for none. */
    Query(final String rawQuery) {
        if (rawQuery == null) {
            return;
        }
        for (final String pair : rawQuery.split("&")) {
            final int equals = pair.indexOf('=');
            final String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            final String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                duplicate = name;
            }
        }
    }

    /** A parameter's text, empty where it is absent. */
    String value(final String name) {
        return values.getOrDefault(name, "");
    }

    /** A parameter of decimal digits, {@code otherwise} where it is absent. */
    long number(final String name, final long otherwise) {
        final String value = value(name);
        return value.isEmpty() ? otherwise : Long.parseLong(value);
    }

    /** The name of a parameter that was sent twice, empty where none was. */
    String duplicate() {
        return duplicate;
    }

    /** Decodes percent escapes as UTF-8; text with broken ones stays as it is. */
    static String decode(final String raw) {
        try {
            return URLDecoder.decode(raw, UTF_8);
        } catch (final IllegalArgumentException e) {
            return raw;
        }
    }
}
