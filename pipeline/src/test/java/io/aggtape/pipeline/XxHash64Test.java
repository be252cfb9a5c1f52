package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {
    /** Values that the tests of other implementations publish, of each way through the tail. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ef46db3751d8e999",
                "a | d24ec4f1a98c6e5b",
                "as | 1c330fb2d66be179",
                "asd | 631c37ce72a97393",
                "asdf | 415872f599cea71e",
                "abc | 44bc2cf5ad770999",
                "Nobody inspects the spammish repetition | fbcea83c8a378bf1",
                "Call me Ishmael. Some years ago--never mind how long precisely- | 02a2e85470d6fd96",
            })
    void shouldGiveThePublishedValue(final String text, final String expected) {
        final byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.US_ASCII);
        assertThat(FlowHash.hex(XxHash64.of(new UnsafeBuffer(bytes), 2, text.length())))
                .isEqualTo(expected);
    }
}
