package io.aggtape.feed.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds in the body of {@code exchangeInfo} how much weight an address may use a minute. */
final class RateLimits {
    private static final JsonFactory JSON = new JsonFactory();

    private RateLimits() {}

    /** The weight a minute; 0 where the body does not tell, or is no JSON. */
    static int weightPerMinute(final byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return 0;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final boolean isLimits = parser.currentName().equals("rateLimits");
                if (parser.nextToken() == JsonToken.START_ARRAY && isLimits) {
                    return weightIn(parser);
                }
                parser.skipChildren();
            }
            return 0;
        } catch (final IOException e) {
            return 0;
        }
    }

    private static int weightIn(final JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            final int limit = weightOfOne(parser);
            if (limit > 0) {
                return limit;
            }
        }
        return 0;
    }

    private static int weightOfOne(final JsonParser parser) throws IOException {
        String type = "";
        String interval = "";
        int intervals = 0;
        int limit = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "rateLimitType" -> type = parser.getText();
                case "interval" -> interval = parser.getText();
                case "intervalNum" -> intervals = parser.getValueAsInt();
                case "limit" -> limit = parser.getValueAsInt();
                default -> parser.skipChildren();
            }
        }
        return type.equals("REQUEST_WEIGHT") && interval.equals("MINUTE") && intervals == 1 ? limit : 0;
    }
}
