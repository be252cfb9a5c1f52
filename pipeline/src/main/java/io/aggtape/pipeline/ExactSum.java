package io.aggtape.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aggtape.journal.Decimals;
import java.math.BigInteger;
import org.agrona.MutableDirectBuffer;

/**
 * An exact signed integer of 320 bits that sums products of mantissas without allocating. The product of two mantissas
 * has 126 bits and a change of scale from whole numbers to price and quantity exponents of -18 adds 120 more: 2^73 such
 * trades fit. Beyond that an operation throws and leaves the value as it was. Not thread safe.
 */
public final class ExactSum {
    /** How many bytes {@link #get} writes. */
    public static final int BYTES = 5 * Long.BYTES;

    private static final int MAX_POWER = 18;

    /** Two's complement, least significant first; only {@code w4} has a sign. */
    private long w0;

    private long w1;
    private long w2;
    private long w3;
    private long w4;

    /** Makes it 0. */
    public void clear() {
        set(0, 0, 0, 0, 0);
    }

    /** Takes a value. */
    public void set(final long value) {
        final long sign = value >> 63;
        set(value, sign, sign, sign, sign);
    }

    /** Takes the value of another. */
    public void set(final ExactSum other) {
        set(other.w0, other.w1, other.w2, other.w3, other.w4);
    }

    /** Takes a value of any size that fits; allocates, so it is not for the data path. */
    public void set(final BigInteger value) {
        if (value.bitLength() >= BYTES * 8) {
            throw overflow();
        }
        set(
                value.longValue(),
                value.shiftRight(64).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(192).longValue(),
                value.shiftRight(256).longValue());
    }

    /** Takes {@code a * b}, both 0 or more. */
    public void setProduct(final long a, final long b) {
        set(a * b, Math.multiplyHigh(a, b), 0, 0, 0);
    }

    /** Takes {@code a - b}. */
    public void setDifference(final ExactSum a, final ExactSum b) {
        set(a);
        subtract(b);
    }

    /** Adds a value. */
    public void add(final long value) {
        final long sign = value >> 63;
        add(value, sign, sign, sign, sign);
    }

    /** Adds {@code a * b}, both 0 or more. */
    public void addProduct(final long a, final long b) {
        addUnsigned(a * b, Math.multiplyHigh(a, b));
    }

    /** Adds another sum. */
    public void add(final ExactSum other) {
        if ((other.w2 | other.w3 | other.w4) == 0) {
            addUnsigned(other.w0, other.w1);
        } else {
            add(other.w0, other.w1, other.w2, other.w3, other.w4);
        }
    }

    /** Adds an unsigned value of 128 bits: nearly every addition of a trade ends before the carry. */
    void addUnsigned(final long v0, final long v1) {
        final long s0 = w0 + v0;
        final long s1 = w1 + v1 + carry(w0, v0, s0);
        if (carry(w1, v1, s1) != 0) {
            carryOn();
        }
        w0 = s0;
        w1 = s1;
    }

    /** Subtracts another sum. */
    public void subtract(final ExactSum other) {
        final long d0 = w0 - other.w0;
        final long b0 = borrow(w0, other.w0, d0);
        final long d1 = w1 - other.w1 - b0;
        final long b1 = borrow(w1, other.w1, d1);
        final long d2 = w2 - other.w2 - b1;
        final long b2 = borrow(w2, other.w2, d2);
        final long d3 = w3 - other.w3 - b2;
        final long b3 = borrow(w3, other.w3, d3);
        final long d4 = w4 - other.w4 - b3;
        if (((w4 ^ other.w4) & (w4 ^ d4)) < 0) {
            throw overflow();
        }
        set(d0, d1, d2, d3, d4);
    }

    /** Multiplies it by 10 to the power of {@code powersOfTen}, 0 or more. */
    public void scaleUp(final int powersOfTen) {
        int left = powersOfTen;
        for (; left > MAX_POWER; left -= MAX_POWER) {
            multiply(Decimals.powerOfTen(MAX_POWER));
        }
        multiply(Decimals.powerOfTen(left));
    }

    /** Multiplies it by a factor of 0 or more. */
    public void multiply(final long factor) {
        final long p0 = w0 * factor;
        final long h0 = unsignedHigh(w0, factor);
        final long p1 = w1 * factor;
        final long s1 = p1 + h0;
        final long h1 = unsignedHigh(w1, factor) + carry(p1, h0, s1);
        final long p2 = w2 * factor;
        final long s2 = p2 + h1;
        final long h2 = unsignedHigh(w2, factor) + carry(p2, h1, s2);
        final long p3 = w3 * factor;
        final long s3 = p3 + h2;
        final long h3 = unsignedHigh(w3, factor) + carry(p3, h2, s3);
        final long p4 = w4 * factor;
        final long s4 = p4 + h3;
        if (Math.multiplyHigh(w4, factor) + carry(p4, h3, s4) != s4 >> 63) {
            throw overflow();
        }
        set(p0, s1, s2, s3, s4);
    }

    /** Divides it, 0 or more, by a divisor of 1 or more and rounds down; returns the rest. For once a bar, not a trade. */
    public long divide(final long divisor) {
        if (w4 < 0 || divisor < 1) {
            throw new ArithmeticException("only 0 or more is divided, and only by 1 or more");
        }
        long rest = 0;
        for (int bit = 0; bit < BYTES * Byte.SIZE; bit++) {
            rest = rest << 1 | w4 >>> 63;
            w4 = w4 << 1 | w3 >>> 63;
            w3 = w3 << 1 | w2 >>> 63;
            w2 = w2 << 1 | w1 >>> 63;
            w1 = w1 << 1 | w0 >>> 63;
            w0 <<= 1;
            if (Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                w0 |= 1;
            }
        }
        return rest;
    }

    /** -1, 0 or 1: its sign. */
    public int signum() {
        return w4 < 0 ? -1 : (w0 | w1 | w2 | w3 | w4) == 0 ? 0 : 1;
    }

    /** Less than 0, 0 or more than 0 where it is less than, equal to or more than the other. */
    public int compare(final ExactSum other) {
        if (w4 != other.w4) {
            return Long.compare(w4, other.w4);
        }
        if (w3 != other.w3) {
            return Long.compareUnsigned(w3, other.w3);
        }
        if (w2 != other.w2) {
            return Long.compareUnsigned(w2, other.w2);
        }
        return w1 == other.w1 ? Long.compareUnsigned(w0, other.w0) : Long.compareUnsigned(w1, other.w1);
    }

    /** The same against an unsigned value of 128 bits. */
    int compareUnsigned(final long low, final long high) {
        if ((w2 | w3 | w4) != 0) {
            return w4 < 0 ? -1 : 1;
        }
        return w1 == high ? Long.compareUnsigned(w0, low) : Long.compareUnsigned(w1, high);
    }

    /** Writes it as {@link #BYTES} bytes of two's complement, little endian. */
    public void get(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, w0, LITTLE_ENDIAN);
        buffer.putLong(offset + Long.BYTES, w1, LITTLE_ENDIAN);
        buffer.putLong(offset + 2 * Long.BYTES, w2, LITTLE_ENDIAN);
        buffer.putLong(offset + 3 * Long.BYTES, w3, LITTLE_ENDIAN);
        buffer.putLong(offset + 4 * Long.BYTES, w4, LITTLE_ENDIAN);
    }

    /** The same value; allocates. */
    public BigInteger toBigInteger() {
        final byte[] bigEndian = new byte[BYTES];
        put(bigEndian, 0, w4);
        put(bigEndian, 1, w3);
        put(bigEndian, 2, w2);
        put(bigEndian, 3, w1);
        put(bigEndian, 4, w0);
        return new BigInteger(bigEndian);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }

    private void set(final long v0, final long v1, final long v2, final long v3, final long v4) {
        w0 = v0;
        w1 = v1;
        w2 = v2;
        w3 = v3;
        w4 = v4;
    }

    private void carryOn() {
        if (w2 != -1) {
            w2++;
        } else if (w3 != -1) {
            w2 = 0;
            w3++;
        } else if (w4 != Long.MAX_VALUE) {
            w2 = 0;
            w3 = 0;
            w4++;
        } else {
            throw overflow();
        }
    }

    private void add(final long v0, final long v1, final long v2, final long v3, final long v4) {
        final long s0 = w0 + v0;
        final long s1 = w1 + v1 + carry(w0, v0, s0);
        final long s2 = w2 + v2 + carry(w1, v1, s1);
        final long s3 = w3 + v3 + carry(w2, v2, s2);
        final long s4 = w4 + v4 + carry(w3, v3, s3);
        if (((w4 ^ s4) & (v4 ^ s4)) < 0) {
            throw overflow();
        }
        set(s0, s1, s2, s3, s4);
    }

    /** The high half of the product of an unsigned value and a positive one. */
    private static long unsignedHigh(final long unsigned, final long positive) {
        return Math.multiplyHigh(unsigned, positive) + ((unsigned >> 63) & positive);
    }

    /** 1 where {@code a + b} (+ 1) gave {@code sum} and a bit beyond it. */
    private static long carry(final long a, final long b, final long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }

    /** 1 where {@code a - b} (- 1) gave {@code difference} and took a bit from beyond it. */
    private static long borrow(final long a, final long b, final long difference) {
        return ((~a & b) | (~(a ^ b) & difference)) >>> 63;
    }

    private static void put(final byte[] bytes, final int word, final long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[word * Long.BYTES + i] = (byte) (value >>> (56 - 8 * i));
        }
    }

    private static ArithmeticException overflow() {
        return new ArithmeticException("a sum of more than 320 bits");
    }
}
