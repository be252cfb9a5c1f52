package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {
    private final DecimalText decimal = new DecimalText();

    @ParameterizedTest
    @CsvSource({
        "91234.56000000,9123456000000,-8",
        "0,0,0",
        "382,382,0",
        "0.00000012,12,-8",
        "007.50,750,-2",
        "000000000000000000000000000001.5,15,-1",
        "92233720368.54775807,9223372036854775807,-8",
        "9223372036854775807,9223372036854775807,0",
        "0.000000000000000001,1,-18",
    })
    void shouldKeepTheDigitsAsWritten(final String text, final long mantissa, final int exponent) {
        assertThat(read(text)).isNull();
        assertThat(decimal.mantissa()).isEqualTo(mantissa);
        assertThat(decimal.exponent()).isEqualTo(exponent);
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012.00000000,123456789012,0",
        "123456789012.50000000,1234567890125,-1",
        "0.1000000000000000000,1,-1",
        "0.00000000000000000000000000,0,0",
        "9223372036854775807.0,9223372036854775807,0",
    })
    void shouldDropZerosAtTheEndWhereOnlyTheyAreTooMuch(final String text, final long mantissa, final int exponent) {
        assertThat(read(text)).isNull();
        assertThat(decimal.mantissa()).isEqualTo(mantissa);
        assertThat(decimal.exponent()).isEqualTo(exponent);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThat(read("9223372036854775808")).isEqualTo(RejectReason.DECIMAL_OVERFLOW);
        assertThat(read("92233720368.54775808")).isEqualTo(RejectReason.DECIMAL_OVERFLOW);
        assertThat(read("0.0000000000000000001")).isEqualTo(RejectReason.DECIMAL_OVERFLOW);
        assertThat(read("100000000000000000000")).isEqualTo(RejectReason.DECIMAL_OVERFLOW);
    }

    @ParameterizedTest
    @CsvSource({
        "-,DECIMAL_SIGNED",
        "e5,DECIMAL_MALFORMED",
        "1e,DECIMAL_WITH_EXPONENT",
        "1.e5,DECIMAL_MALFORMED",
        ".,DECIMAL_MALFORMED",
        "'1 ',DECIMAL_MALFORMED",
        "' 1',DECIMAL_MALFORMED",
        "1_000,DECIMAL_MALFORMED",
        "١,DECIMAL_MALFORMED",
        "1-1,DECIMAL_MALFORMED",
    })
    void shouldSayWhatIsWrong(final String text, final RejectReason reason) {
        assertThat(read(text)).isEqualTo(reason);
    }

    private RejectReason read(final String text) {
        final char[] padded = ("9" + text + "9").toCharArray();
        return decimal.read(padded, 1, text.length());
    }
}
