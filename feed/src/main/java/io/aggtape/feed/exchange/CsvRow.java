package io.aggtape.feed.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads one line of an archive: id, price, quantity, first id, last id, time, buyer-maker and, on spot, best-match.
 * Decimals are kept as text; a time of 15 digits or more is in microseconds, a shorter one in milliseconds.
 */
final class CsvRow {
    private static final int FUTURES_COLUMNS = 7;
    private static final int SPOT_COLUMNS = 8;
    private static final long LEAST_MICROSECONDS = 100_000_000_000_000L;

    private final int[] starts = new int[SPOT_COLUMNS + 1];
    private byte[] line;

    /** Whether the first cell of a line is no integer, so that the line is a header. */
    static boolean isHeader(final byte[] line, final int length) {
        int at = length > 0 && line[0] == '-' ? 1 : 0;
        final int firstDigit = at;
        while (at < length && line[at] != ',') {
            if (line[at] < '0' || line[at] > '9') {
                return true;
            }
            at++;
        }
        return at == firstDigit;
    }

    /**
     * Fills {@code row} from a line.
     *
     * @throws IllegalArgumentException where the line is no trade; the message says why.
     */
    void parse(final byte[] bytes, final int length, final TradeRow row) {
        line = bytes;
        final int columns = split(length);
        row.id = integer(0, "id");
        row.priceLength = decimal(1, row.price, "price");
        row.quantityLength = decimal(2, row.quantity, "quantity");
        row.firstTradeId = integer(3, "first trade id");
        row.lastTradeId = integer(4, "last trade id");
        final long time = integer(5, "time");
        row.timeUs = time >= LEAST_MICROSECONDS ? time : time * 1_000;
        row.isBuyerMaker = bool(6, "buyer-maker flag");
        row.isBestMatch = columns == FUTURES_COLUMNS || bool(7, "best-match flag");
        if (row.id < 0) {
            throw new IllegalArgumentException("id " + row.id + " is below 0");
        }
        if (row.lastTradeId < row.firstTradeId) {
            throw new IllegalArgumentException("last trade id " + row.lastTradeId + " is below the first one");
        }
    }

    private int split(final int length) {
        int columns = 0;
        starts[0] = 0;
        for (int i = 0; i < length; i++) {
            if (line[i] == ',') {
                columns++;
                if (columns < starts.length) {
                    starts[columns] = i + 1;
                }
            }
        }
        columns++;
        if (columns != FUTURES_COLUMNS && columns != SPOT_COLUMNS) {
            throw new IllegalArgumentException("it has " + columns + " columns instead of 8 (spot) or 7 (futures)");
        }
        starts[columns] = length + 1;
        return columns;
    }

    private long integer(final int column, final String name) {
        final int end = starts[column + 1] - 1;
        int at = starts[column];
        final boolean isNegative = at < end && line[at] == '-';
        if (isNegative) {
            at++;
        }
        if (at == end || end - at > 19) {
            throw notA(column, "integer", name);
        }
        long value = 0;
        for (; at < end; at++) {
            final int digit = line[at] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw notA(column, "integer", name);
            }
            value = value * 10 + digit;
        }
        return isNegative ? -value : value;
    }

    private int decimal(final int column, final byte[] into, final String name) {
        final int start = starts[column];
        final int length = starts[column + 1] - 1 - start;
        if (length > into.length || length == 0) {
            throw notA(column, "decimal", name);
        }
        int points = 0;
        for (int i = 0; i < length; i++) {
            final byte c = line[start + i];
            if (c == '.' && i > 0 && i < length - 1) {
                points++;
            } else if (c < '0' || c > '9') {
                throw notA(column, "decimal", name);
            }
            into[i] = c;
        }
        if (points > 1) {
            throw notA(column, "decimal", name);
        }
        return length;
    }

    private boolean bool(final int column, final String name) {
        if (isWord(column, "true")) {
            return true;
        }
        if (isWord(column, "false")) {
            return false;
        }
        throw notA(column, "true or false", name);
    }

    private boolean isWord(final int column, final String word) {
        final int start = starts[column];
        if (starts[column + 1] - 1 - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((line[start + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private IllegalArgumentException notA(final int column, final String kind, final String name) {
        final int start = starts[column];
        final String cell = new String(line, start, starts[column + 1] - 1 - start, UTF_8);
        return new IllegalArgumentException("its " + name + " is not " + kind + ": '" + cell + "'");
    }
}
