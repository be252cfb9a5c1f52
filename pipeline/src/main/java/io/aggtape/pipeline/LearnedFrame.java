package io.aggtape.pipeline;

import io.aggtape.journal.Market;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a frame that the general path has accepted apart into values and the bytes between them. Allocates: it is for
 * first sights.
 */
final class LearnedFrame {
    private static final int MAX_VALUES = 24;

    private final int[] lengths = new int[MAX_VALUES + 1];
    private final int[] operations = new int[MAX_VALUES];

    private byte[] bytes = {};
    private byte[] text = {};
    private int textLength;
    private int size;
    private int at;
    private int runStart;
    private int tradeDepth;
    private int symbolStart;
    private int symbolLength;
    private int streamStart;
    private int streamLength;

    /**
     * Whether the frame has a shape: no escapes, unknown fields only with plain values. The frame must be valid JSON
     * that holds a trade, inside {@code data} where it is combined; the bytes are needed until the next call.
     */
    boolean scan(final byte[] frame, final int length, final boolean isCombined) {
        for (int i = 0; i < length; i++) {
            if (frame[i] == '\\') {
                return false;
            }
        }
        bytes = frame;
        text = new byte[length];
        textLength = 0;
        size = 0;
        at = 0;
        runStart = 0;
        tradeDepth = isCombined ? 2 : 1;
        symbolLength = 0;
        streamLength = 0;
        if (!object(1) || symbolLength == 0 || size > MAX_VALUES || streamLength > KnownName.MAX_LENGTH) {
            return false;
        }
        endRun(length);
        return true;
    }

    /** The shape. */
    FrameShape shape() {
        return new FrameShape(
                Arrays.copyOf(text, textLength), Arrays.copyOf(lengths, size + 1), Arrays.copyOf(operations, size));
    }

    /** The symbol's bytes. */
    KnownName symbol(final Market market) {
        return new KnownName(market, bytes, symbolStart, symbolLength);
    }

    /** Whether it is wrapped, with its stream's name as a string. */
    boolean hasStream() {
        return streamLength > 0;
    }

    /** The bytes of the stream's name. */
    KnownName stream(final Market market) {
        return new KnownName(market, bytes, streamStart, streamLength);
    }

    private boolean object(final int depth) {
        skipSpace();
        do {
            at++;
            skipSpace();
            if (bytes[at] == '}') {
                break;
            }
            final int keyStart = ++at;
            skipText();
            final String key = new String(bytes, keyStart, at - 1 - keyStart, StandardCharsets.UTF_8);
            skipSpace();
            at++;
            skipSpace();
            if (size == MAX_VALUES || !value(depth, key)) {
                return false;
            }
            skipSpace();
        } while (bytes[at] == ',');
        at++;
        return true;
    }

    private boolean value(final int depth, final String key) {
        final int operation = depth == tradeDepth ? ofTrade(key) : ofWrapper(key);
        final int start = at;
        switch (bytes[at]) {
            case '{':
                return depth < tradeDepth && "data".equals(key) && object(depth + 1);
            case '[':
                return false;
            case '"':
                at++;
                skipText();
                return depth == tradeDepth && "e".equals(key) || text(operation, start + 1, at - 1);
            case 't':
            case 'f':
                at += bytes[at] == 't' ? 4 : 5;
                final boolean isKnown = operation == FrameShape.BUYER_MAKER || operation == FrameShape.BEST_MATCH;
                return add(isKnown ? operation : FrameShape.UNKNOWN_FLAG, start, at);
            case 'n':
                at += 4;
                return true;
            default:
                return number(operation, start);
        }
    }

    private boolean text(final int operation, final int start, final int end) {
        switch (operation) {
            case FrameShape.SYMBOL:
                symbolStart = start;
                symbolLength = end - start;
                return add(operation, start, end);
            case FrameShape.STREAM:
                streamStart = start;
                streamLength = end - start;
                return streamLength > 0 && add(operation, start, end);
            case FrameShape.PRICE:
            case FrameShape.QUANTITY:
            case FrameShape.NORMAL_QUANTITY:
                return add(operation, start, end);
            default:
                return add(FrameShape.UNKNOWN_TEXT, start, end);
        }
    }

    private boolean number(final int operation, final int start) {
        boolean isPlain = true;
        while ("+-.eE0123456789".indexOf(bytes[at]) >= 0) {
            isPlain &= bytes[at] >= '0' && bytes[at] <= '9';
            at++;
        }
        switch (operation) {
            case FrameShape.EVENT_TIME:
            case FrameShape.TRADE_TIME:
            case FrameShape.ID:
            case FrameShape.FIRST_ID:
            case FrameShape.LAST_ID:
                return add(operation, start, at);
            case FrameShape.SYMBOL_TYPE:
                return isPlain && add(operation, start, at);
            default:
                return isPlain && add(FrameShape.UNKNOWN_INTEGER, start, at);
        }
    }

    private boolean add(final int operation, final int start, final int end) {
        endRun(start);
        operations[size++] = operation;
        runStart = end;
        return true;
    }

    private void endRun(final int end) {
        lengths[size] = end - runStart;
        System.arraycopy(bytes, runStart, text, textLength, end - runStart);
        textLength += end - runStart;
    }

    private void skipText() {
        while (bytes[at] != '"') {
            at++;
        }
        at++;
    }

    private void skipSpace() {
        while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r') {
            at++;
        }
    }

    private static int ofWrapper(final String key) {
        return "stream".equals(key) ? FrameShape.STREAM : FrameShape.UNKNOWN_TEXT;
    }

    private static int ofTrade(final String key) {
        switch (key) {
            case "E":
                return FrameShape.EVENT_TIME;
            case "s":
                return FrameShape.SYMBOL;
            case "a":
                return FrameShape.ID;
            case "p":
                return FrameShape.PRICE;
            case "q":
                return FrameShape.QUANTITY;
            case "nq":
                return FrameShape.NORMAL_QUANTITY;
            case "f":
                return FrameShape.FIRST_ID;
            case "l":
                return FrameShape.LAST_ID;
            case "T":
                return FrameShape.TRADE_TIME;
            case "m":
                return FrameShape.BUYER_MAKER;
            case "M":
                return FrameShape.BEST_MATCH;
            case "st":
                return FrameShape.SYMBOL_TYPE;
            default:
                return FrameShape.UNKNOWN_TEXT;
        }
    }
}
