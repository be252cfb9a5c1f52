package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.TradeSource;

/**
 * Reads a row of an archive file: id, price, quantity, first id, last id, time, buyer-maker and, on spot, best match.
 * Decimals become exact mantissas and exponents, as many digits as the row has. Allocates nothing. Owned by one thread.
 */
final class RowParser {
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MIN_MILLIS = 1_000_000_000_000L;
    private static final long MAX_MICROS = Long.MAX_VALUE / 1_000;
    private static final int MAX_FRACTION_DIGITS = -Decimals.MIN_EXPONENT;

    private final int[] ends = new int[ArchiveFormat.SPOT_COLUMNS];
    private byte[] bytes;
    private RejectReason problem;
    private int exponent;

    /** The number of cells of a line. */
    static int columns(final byte[] bytes, final int offset, final int length) {
        int columns = 1;
        for (int i = offset; i < offset + length; i++) {
            columns += bytes[i] == ',' ? 1 : 0;
        }
        return columns;
    }

    /** Whether a line starts with a letter or a quote, as names of columns do and rows never. */
    static boolean isHeader(final byte[] bytes, final int offset, final int length) {
        final int first = length == 0 ? 0 : bytes[offset] | 0x20;
        return first >= 'a' && first <= 'z' || length > 0 && bytes[offset] == '"';
    }

    /** The id of a row, 0 or more; -1 where its first cell is no such number. */
    static long idOf(final byte[] bytes, final int offset, final int length) {
        long id = 0;
        int at = offset;
        for (; at < offset + length && bytes[at] != ','; at++) {
            final int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || id > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            id = id * 10 + digit;
        }
        return at == offset ? -1 : id;
    }

    /**
     * Fills all of a trade but its instrument; the archive has no receive time, so that is the trade's time.
     *
     * @return null, or why the row is no trade.
     */
    RejectReason parse(
            final byte[] line, final int offset, final int length, final ArchiveFormat format, final AggTrade trade) {
        bytes = line;
        problem = null;
        if (!split(offset, length, format.columns())) {
            return problem;
        }
        trade.id = integer(offset, ends[0]);
        trade.priceMantissa = decimal(ends[0] + 1, ends[1]);
        trade.priceExponent = exponent;
        trade.quantityMantissa = decimal(ends[1] + 1, ends[2]);
        trade.quantityExponent = exponent;
        trade.firstTradeId = integer(ends[2] + 1, ends[3]);
        trade.lastTradeId = integer(ends[3] + 1, ends[4]);
        trade.tradeTimeUs = time(integer(ends[4] + 1, ends[5]), format.isMicros());
        trade.isBuyerMaker = flag(ends[5] + 1, ends[6]);
        trade.bestMatch = AggTrade.ABSENT;
        if (format.columns() == ArchiveFormat.SPOT_COLUMNS) {
            trade.bestMatch = flag(ends[6] + 1, ends[7]) ? 1 : 0;
        }
        checkIds(trade);
        fillTheRest(trade);
        return problem;
    }

    private static void fillTheRest(final AggTrade trade) {
        trade.hasNormalQuantity = false;
        trade.normalQuantityMantissa = 0;
        trade.normalQuantityExponent = 0;
        trade.eventTimeUs = 0;
        trade.symbolType = AggTrade.ABSENT;
        trade.source = TradeSource.ARCHIVE;
        trade.line = 0;
        trade.receiveTimeNs = trade.tradeTimeUs * 1_000;
    }

    private boolean split(final int offset, final int length, final int columns) {
        int cells = 0;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == ',') {
                if (cells == columns - 1) {
                    reject(RejectReason.TRAILING_TEXT);
                    return false;
                }
                ends[cells++] = i;
            }
        }
        ends[cells++] = offset + length;
        if (cells < columns) {
            reject(RejectReason.MISSING_FIELD);
            return false;
        }
        return true;
    }

    private void checkIds(final AggTrade trade) {
        if (trade.id < 0) {
            reject(RejectReason.NEGATIVE_ID);
        }
        if ((trade.firstTradeId < 0 || trade.lastTradeId < 0) && !trade.isPlaceholder()) {
            reject(RejectReason.NEGATIVE_ID);
        }
        if (trade.lastTradeId < trade.firstTradeId) {
            reject(RejectReason.LAST_ID_BEFORE_FIRST);
        }
    }

    private long time(final long time, final boolean isMicros) {
        final long floor = isMicros ? MIN_MILLIS * MICROS_PER_MILLI : MIN_MILLIS;
        final long ceiling = isMicros ? MAX_MICROS : MAX_MICROS / MICROS_PER_MILLI;
        if (time < floor || time > ceiling) {
            reject(RejectReason.TIME_OUT_OF_RANGE);
            return 0;
        }
        return isMicros ? time : time * MICROS_PER_MILLI;
    }

    private long integer(final int start, final int end) {
        final boolean isNegative = start < end && bytes[start] == '-';
        int at = isNegative ? start + 1 : start;
        if (at == end) {
            reject(RejectReason.NOT_AN_INTEGER);
            return 0;
        }
        long value = 0;
        for (; at < end; at++) {
            final int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                reject(RejectReason.NOT_AN_INTEGER);
                return 0;
            }
            if (value > (Long.MAX_VALUE - digit) / 10) {
                reject(RejectReason.INTEGER_OVERFLOW);
                return 0;
            }
            value = value * 10 + digit;
        }
        return isNegative ? -value : value;
    }

    private long decimal(final int start, final int end) {
        final int point = pointOf(start, end);
        if (problem != null) {
            return 0;
        }
        int last = end;
        long mantissa = mantissa(start, last, point);
        if (mantissa < 0) {
            // Zeros at the end say nothing: without them more numbers fit.
            while (last > point + 1 && bytes[last - 1] == '0') {
                last--;
            }
            mantissa = mantissa(start, last, point);
        }
        if (mantissa < 0) {
            reject(RejectReason.DECIMAL_OVERFLOW);
            return 0;
        }
        return mantissa;
    }

    /** The digits as a number, and {@link #exponent} with it; -1 where it does not fit. */
    private long mantissa(final int start, final int end, final int point) {
        exponent = -Math.max(0, end - point - 1);
        if (exponent < -MAX_FRACTION_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int at = start; at < end; at++) {
            if (at != point) {
                final int digit = bytes[at] - '0';
                if (value > (Long.MAX_VALUE - digit) / 10) {
                    return -1;
                }
                value = value * 10 + digit;
            }
        }
        return value;
    }

    /** Where the point stands between digits; the end where there is none. Rejects what is no plain decimal. */
    private int pointOf(final int start, final int end) {
        if (start == end) {
            reject(RejectReason.DECIMAL_EMPTY);
        } else if (bytes[start] == '-' || bytes[start] == '+') {
            reject(RejectReason.DECIMAL_SIGNED);
        }
        int point = end;
        for (int at = start; at < end && problem == null; at++) {
            final byte character = bytes[at];
            if (character == '.' && point == end && at > start && at < end - 1) {
                point = at;
            } else if ((character | 0x20) == 'e' && at > start) {
                reject(RejectReason.DECIMAL_WITH_EXPONENT);
            } else if (character < '0' || character > '9') {
                reject(RejectReason.DECIMAL_MALFORMED);
            }
        }
        return point;
    }

    private boolean flag(final int start, final int end) {
        if (isWord(start, end, "true")) {
            return true;
        }
        if (!isWord(start, end, "false")) {
            reject(RejectReason.FLAG_NOT_A_BOOLEAN);
        }
        return false;
    }

    private boolean isWord(final int start, final int end, final String word) {
        boolean isSame = end - start == word.length();
        for (int i = 0; i < word.length() && isSame; i++) {
            isSame = (bytes[start + i] | 0x20) == word.charAt(i);
        }
        return isSame;
    }

    /** The first reason counts. */
    private void reject(final RejectReason reason) {
        if (problem == null) {
            problem = reason;
        }
    }
}
