package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(319);

    @Test
    void shouldAgreeWithBigIntegerOnAnySequenceOfOperations() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 2_000; i++) {
                runOperations(random);
            }
        });
    }

    @Test
    void shouldCompareAsNumbers() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 20_000; i++) {
                final BigInteger a = number(random);
                final BigInteger b =
                        random.nextInt(4) == 0 ? a.add(BigInteger.valueOf(random.nextInt(-1, 2))) : number(random);
                assertThat(Integer.signum(sum(a).compare(sum(b)))).isEqualTo(a.compareTo(b));
                assertThat(sum(a).signum()).isEqualTo(a.signum());
            }
        });
    }

    @Test
    void shouldHoldTheWorstTradesThatTwoMantissasCanMake() {
        final ExactSum sum = new ExactSum();
        for (int i = 0; i < 1_000; i++) {
            sum.addProduct(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        sum.scaleUp(36);

        final BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        assertThat(sum.toBigInteger())
                .isEqualTo(max.multiply(max).multiply(BigInteger.valueOf(1_000)).multiply(BigInteger.TEN.pow(36)));
    }

    @Test
    void shouldThrowAndKeepItsValueWhereTheResultDoesNotFit() {
        final BigInteger max = LIMIT.subtract(BigInteger.ONE);
        final BigInteger min = LIMIT.negate();
        final ExactSum one = sum(BigInteger.ONE);

        assertOverflow(max, sum -> sum.add(1));
        assertOverflow(max, sum -> sum.add(one));
        assertOverflow(max, sum -> sum.addProduct(1, 1));
        assertOverflow(max, sum -> sum.add(sum(max)));
        assertOverflow(max, sum -> sum.scaleUp(1));
        assertOverflow(min, sum -> sum.add(-1));
        assertOverflow(min, sum -> sum.subtract(one));
        assertOverflow(min, sum -> sum.scaleUp(1));
        assertThatThrownBy(() -> sum(LIMIT)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldDivideAsBigIntegerDoes() {
        FlowSeed.run(random -> {
            for (int i = 0; i < 2_000; i++) {
                final BigInteger value = number(random).abs();
                final long divisor = Math.max(1, random.nextLong() >>> random.nextInt(1, 64));
                final ExactSum sum = sum(value);
                final long rest = sum.divide(divisor);
                final BigInteger[] expected = value.divideAndRemainder(BigInteger.valueOf(divisor));
                assertThat(sum.toBigInteger()).isEqualTo(expected[0]);
                assertThat(rest).isEqualTo(expected[1].longValueExact());
            }
        });
        assertThatThrownBy(() -> sum(BigInteger.TEN).divide(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> sum(BigInteger.TEN.negate()).divide(3)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldGiveItsBytesAsTwosComplement() {
        FlowSeed.run(random -> {
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[ExactSum.BYTES + 3]);
            for (int i = 0; i < 200; i++) {
                final BigInteger value = number(random);
                sum(value).get(bytes, 3);
                final byte[] bigEndian = new byte[ExactSum.BYTES];
                for (int at = 0; at < bigEndian.length; at++) {
                    bigEndian[at] = bytes.getByte(3 + ExactSum.BYTES - 1 - at);
                }
                assertThat(new BigInteger(bigEndian)).isEqualTo(value);
            }
        });
    }

    @Test
    void shouldAllocateNothing() {
        final ExactSum sum = new ExactSum();
        final ExactSum other = new ExactSum();
        assertThat(Allocation.bytesOf(() -> {
                    sum.clear();
                    for (int i = 0; i < 1_000; i++) {
                        sum.addProduct(Long.MAX_VALUE - i, 91_234_56L);
                        other.setProduct(i, i);
                        other.scaleUp(3);
                        sum.subtract(other);
                        sum.add(other.compare(sum));
                    }
                }))
                .isZero();
    }

    private static void runOperations(final SplittableRandom random) {
        final ExactSum sum = new ExactSum();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 40; i++) {
            final long a = random.nextLong() >>> random.nextInt(1, 64);
            final long b = random.nextLong() >>> random.nextInt(1, 64);
            final BigInteger other = number(random);
            final BigInteger before = expected;
            final Runnable operation;
            switch (random.nextInt(6)) {
                case 0 -> {
                    expected = before.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
                    operation = () -> sum.addProduct(a, b);
                }
                case 1 -> {
                    expected = before.add(BigInteger.valueOf(-a));
                    operation = () -> sum.add(-a);
                }
                case 2 -> {
                    expected = before.add(other);
                    operation = () -> sum.add(sum(other));
                }
                case 3 -> {
                    expected = before.subtract(other);
                    operation = () -> sum.subtract(sum(other));
                }
                case 4 -> {
                    final int power = random.nextInt(40);
                    expected = before.multiply(BigInteger.TEN.pow(power));
                    operation = () -> sum.scaleUp(power);
                }
                default -> {
                    expected = BigInteger.valueOf(a)
                            .multiply(BigInteger.valueOf(b))
                            .subtract(other);
                    final ExactSum product = new ExactSum();
                    product.setProduct(a, b);
                    operation = () -> sum.setDifference(product, sum(other));
                }
            }
            if (expected.bitLength() > 319) {
                expected = before;
                if (random.nextBoolean()) {
                    return;
                }
                continue;
            }
            operation.run();
            assertThat(sum.toBigInteger()).isEqualTo(expected);
        }
    }

    private static void assertOverflow(final BigInteger value, final java.util.function.Consumer<ExactSum> operation) {
        final ExactSum sum = sum(value);
        assertThatThrownBy(() -> operation.accept(sum)).isInstanceOf(ArithmeticException.class);
        assertThat(sum.toBigInteger()).isEqualTo(value);
    }

    private static ExactSum sum(final BigInteger value) {
        final ExactSum sum = new ExactSum();
        sum.set(value);
        return sum;
    }

    /** Of any length, with long runs of equal bits, where carries go wrong. */
    private static BigInteger number(final SplittableRandom random) {
        final int bits = random.nextInt(310);
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < 5; i++) {
            final long word = switch (random.nextInt(3)) {
                case 0 -> 0L;
                case 1 -> -1L;
                default -> random.nextLong();
            };
            value = value.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(word)));
        }
        value = value.shiftRight(320 - bits);
        return random.nextBoolean() ? value.negate() : value;
    }
}
