package io.aggtape.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.RejectReason;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes any frame, and defines what a valid trade is. A frame's faults are looked for in this order: no text, text
 * that is not UTF-8 or has half a surrogate pair, no complete JSON object alone, a wrapper's key twice, another event,
 * and then the trade's fields.
 */
final class GeneralPath {
    /** Binance's deepest messages have four levels; deeper nesting than this counts as no JSON. */
    static final int MAX_DEPTH = 64;

    /** What may follow a comma, a number, or the first letters of true, false and null. */
    private static final String[] CONTINUATIONS = {"\"", "0", "e", "ue", "rue", "se", "lse", "alse", "l", "ll", "ull"};

    private static final int LONGEST_CUT = 4;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();
    private final TradeFields outer = new TradeFields();
    private final TradeFields inner = new TradeFields();
    private final Instruments instruments;

    private RejectReason rejectReason;
    private boolean hasStream;
    private boolean hasData;
    private boolean isDataAnObject;
    private boolean isWrapperKeyTwice;
    private boolean isComplete;

    GeneralPath(final Instruments instruments) {
        this.instruments = instruments;
    }

    /** Fills the trade where it returns {@link DecodeResult#TRADE}. */
    DecodeResult decode(
            final byte[] bytes, final int length, final Market market, final WireTimeUnit unit, final AggTrade trade) {
        rejectReason = textFault(bytes, length, unit);
        if (rejectReason != null) {
            return DecodeResult.REJECTED;
        }
        final TradeFields fields = isCombined() ? inner : outer;
        final DecodeResult kind = fields.kind();
        if (kind == DecodeResult.FOREIGN) {
            return DecodeResult.FOREIGN;
        }
        rejectReason = fields.fault();
        if (rejectReason != null) {
            return DecodeResult.REJECTED;
        }
        fields.copyTo(trade, instruments, market);
        return DecodeResult.TRADE;
    }

    /** Why the last frame was rejected; null where it was not. */
    RejectReason rejectReason() {
        return rejectReason;
    }

    /** Whether the last frame was an object with {@code stream} and {@code data}. */
    boolean isCombined() {
        return hasStream && hasData;
    }

    private RejectReason textFault(final byte[] bytes, final int length, final WireTimeUnit unit) {
        if (WireText.isBlank(bytes, length)) {
            return RejectReason.EMPTY_FRAME;
        }
        if (!WireText.isValid(bytes, length)) {
            return RejectReason.INVALID_TEXT;
        }
        outer.reset(unit);
        inner.reset(unit);
        hasStream = false;
        hasData = false;
        isDataAnObject = false;
        isWrapperKeyTwice = false;
        isComplete = false;
        try (JsonParser parser = factory.createParser(bytes, 0, length)) {
            return readAll(parser);
        } catch (final JsonEOFException expected) {
            return RejectReason.TRUNCATED;
        } catch (final JsonParseException expected) {
            return isComplete
                    ? RejectReason.TRAILING_TEXT
                    : isCut(bytes, length, expected) ? RejectReason.TRUNCATED : RejectReason.NOT_JSON;
        } catch (final IOException | RuntimeException expected) {
            // Constraints of the parser. Whatever else a library may throw at odd bytes must cost a frame, not the
            // process.
            return isComplete ? RejectReason.TRAILING_TEXT : RejectReason.NOT_JSON;
        }
    }

    private RejectReason readAll(final JsonParser parser) throws IOException {
        final JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            parser.finishToken();
            return RejectReason.NOT_AN_OBJECT;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String key = parser.currentName();
            parser.nextToken();
            takeOuter(key, parser);
        }
        isComplete = true;
        if (parser.nextToken() != null) {
            return RejectReason.TRAILING_TEXT;
        }
        if (isWrapperKeyTwice) {
            return RejectReason.DUPLICATE_KEY;
        }
        return isCombined() && !isDataAnObject ? RejectReason.NOT_AN_OBJECT : null;
    }

    private void takeOuter(final String key, final JsonParser parser) throws IOException {
        if ("stream".equals(key)) {
            isWrapperKeyTwice |= hasStream;
            hasStream = true;
            parser.skipChildren();
        } else if ("data".equals(key)) {
            isWrapperKeyTwice |= hasData;
            hasData = true;
            isDataAnObject = parser.currentToken() == JsonToken.START_OBJECT;
            if (isDataAnObject) {
                takeInner(parser);
            } else {
                parser.skipChildren();
            }
        } else {
            outer.take(key, parser);
        }
    }

    private void takeInner(final JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String key = parser.currentName();
            parser.nextToken();
            inner.take(key, parser);
        }
    }

    /** Whether text that the parser gave up at its very end would be the beginning of a JSON value, given more text. */
    private boolean isCut(final byte[] bytes, final int length, final JsonParseException failure) {
        if (failure.getLocation().getByteOffset() + LONGEST_CUT < length) {
            return false;
        }
        final byte[] continued = Arrays.copyOf(bytes, length + LONGEST_CUT);
        for (final String continuation : CONTINUATIONS) {
            for (int i = 0; i < continuation.length(); i++) {
                continued[length + i] = (byte) continuation.charAt(i);
            }
            if (isBeginning(continued, length + continuation.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean isBeginning(final byte[] bytes, final int length) {
        try (JsonParser parser = factory.createParser(bytes, 0, length)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
            return true;
        } catch (final JsonEOFException expected) {
            return true;
        } catch (final IOException | RuntimeException expected) {
            return false;
        }
    }
}
