package io.aggtape.feed.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Reads the body of {@code aggTrades}: where each trade lies, its id and its time; what else it has stays as it is. */
final class TradePageReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] body;
    private long[] ids = new long[TradePages.PAGE_TRADES];
    private long[] times = new long[TradePages.PAGE_TRADES];
    private int[] offsets = new int[TradePages.PAGE_TRADES];
    private int[] lengths = new int[TradePages.PAGE_TRADES];
    private int size;

    private TradePageReader(final byte[] body) {
        this.body = body;
    }

    /**
     * The page in a body.
     *
     * @throws RestException where the body is no array of trades with rising ids.
     */
    static TradePage read(final byte[] body, final long receiveNs) throws RestException {
        final TradePageReader reader = new TradePageReader(body);
        try (JsonParser parser = JSON.createParser(body)) {
            reader.readAll(parser);
        } catch (final RestException e) {
            throw e;
        } catch (final IOException e) {
            throw broken("no JSON: " + ErrorReplies.oneLine(e.getMessage()), e);
        }
        return new TradePage(body, reader.ids, reader.times, reader.offsets, reader.lengths, reader.size, receiveNs);
    }

    private void readAll(final JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw broken("no array of trades: " + ErrorReplies.excerpt(body), null);
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw broken("an item that is no trade: " + token, null);
            }
            readTrade(parser);
        }
        if (parser.nextToken() != null) {
            throw broken("more behind the array of trades", null);
        }
    }

    private void readTrade(final JsonParser parser) throws IOException {
        if (size == ids.length) {
            grow();
        }
        final int offset = (int) parser.currentTokenLocation().getByteOffset();
        long id = -1;
        long time = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String name = parser.currentName();
            final JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && name.equals("a")) {
                id = parser.getLongValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("T")) {
                time = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        final int length = (int) parser.currentLocation().getByteOffset() - offset;
        if (id < 0 || time < 0 || offset < 0) {
            throw broken("a trade without id or time", null);
        }
        if (size > 0 && id <= ids[size - 1]) {
            throw broken("id " + id + " behind id " + ids[size - 1], null);
        }
        ids[size] = id;
        times[size] = time;
        offsets[size] = offset;
        lengths[size] = length;
        size++;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, size * 2);
        times = Arrays.copyOf(times, size * 2);
        offsets = Arrays.copyOf(offsets, size * 2);
        lengths = Arrays.copyOf(lengths, size * 2);
    }

    private static RestException broken(final String what, final Throwable cause) {
        return new RestException(RestFault.BROKEN_BODY, "REST answered with " + what, 0, cause);
    }
}
