package io.aggtape.pipeline;

/**
 * Eight ASCII digits at a time in one {@code long}, the first character in the lowest byte. A word is first brought to
 * nibbles (0 to 9 for a digit), then searched for its first character that is no digit, or cleared of what is not the
 * number's, and valued with three multiplications.
 */
final class Digits {
    /** How many digits a word holds. */
    static final int A_WORD = 8;

    /** How many digits two words hold. */
    static final int MAX_DIGITS = 16;

    /** A word of eight zeros. */
    static final long ZEROS = 0x3030303030303030L;

    /** A word of eight spaces. */
    static final long SPACES = 0x2020202020202020L;

    private static final long OVER_NINE = 0x7676767676767676L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long[] POWERS_OF_TEN = new long[MAX_DIGITS + 1];
    private static final long[] LAST = new long[MAX_DIGITS + 1];
    private static final long[] BEFORE_LAST = new long[MAX_DIGITS + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
            LAST[i] = i < A_WORD ? -1L << (Long.SIZE - 8 * i) : -1L;
            BEFORE_LAST[i] = i > A_WORD ? -1L << (2 * Long.SIZE - 8 * i) : 0;
        }
    }

    private Digits() {}

    /** 10 to the power of {@code n}, 0 to 16. */
    static long powerOfTen(final int n) {
        return POWERS_OF_TEN[n];
    }

    /** Each digit becomes its value; any other character becomes 10 or more. */
    static long nibbles(final long word) {
        return word ^ ZEROS;
    }

    /** How many digits there are before the first other character, 0 to 8. */
    static int leading(final long nibbles) {
        // A carry out of a byte can only come from one that is no digit, so the lowest mark is always right.
        return Long.numberOfTrailingZeros(((nibbles + OVER_NINE) | nibbles) & HIGH_BITS) >>> 3;
    }

    /** 0 where all eight are digits. */
    static long others(final long nibbles) {
        return ((nibbles + OVER_NINE) | nibbles) & HIGH_BITS;
    }

    /** The last {@code count} nibbles of a word that ends a number, with zeros before them; all eight from 8 on. */
    static long last(final int count, final long nibbles) {
        return nibbles & LAST[count];
    }

    /** Of the word before that, the nibbles that a number of {@code count} digits, 0 to 16, has there. */
    static long beforeLast(final int count, final long nibbles) {
        return nibbles & BEFORE_LAST[count];
    }

    /** The value of eight digits. */
    static long value(final long nibbles) {
        final long pairs = ((nibbles * (10 * 0x100 + 1)) >>> 8) & 0x00FF00FF00FF00FFL;
        final long fours = ((pairs * (100 * 0x10000 + 1)) >>> 16) & 0x0000FFFF0000FFFFL;
        return (fours * (10_000L * 0x1_0000_0000L + 1)) >>> 32;
    }

    /** The value of the first {@code count} digits, 1 to 8, whatever follows them. */
    static long valueOfFirst(final int count, final long nibbles) {
        return value(nibbles << Long.SIZE - 8 * count);
    }

    /** The value of the first {@code count} digits, 0 to 7, whatever follows them. */
    static long valueOfFew(final int count, final long nibbles) {
        return value(nibbles << Long.SIZE - 8 - 8 * count << 8);
    }

    /** Where in a word the first quotation mark is, 0 to 7, or 8 where there is none. */
    static int indexOfQuote(final long word) {
        final long zeroWhereQuote = word ^ QUOTES;
        return Long.numberOfTrailingZeros((zeroWhereQuote - LOW_BITS) & ~zeroWhereQuote & HIGH_BITS) >>> 3;
    }

    /**
     * Whether every character may stand in a JSON string as it is, apart from quotation marks: printable ASCII, no
     * backslash.
     */
    static boolean arePlain(final long word) {
        final long zeroWhereBackslash = word ^ BACKSLASHES;
        final long backslashes = (zeroWhereBackslash - LOW_BITS) & ~zeroWhereBackslash;
        final long controls = word - SPACES;
        return ((backslashes | controls | word) & HIGH_BITS) == 0;
    }
}
