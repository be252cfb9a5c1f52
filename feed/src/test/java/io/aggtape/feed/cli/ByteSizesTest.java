package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ByteSizesTest {
    private final ByteSizes sizes = new ByteSizes();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "1k, 1024",
        "1K, 1024",
        "8M, 8388608",
        "8MiB, 8388608",
        "8MB, 8388608",
        "1.5G, 1610612736",
        "2T, 2199023255552",
        "0.1T, 109951162777",
        "0.3k, 307",
        "' 7B ', 7",
        "9223372036854775807, 9223372036854775807"
    })
    void shouldReadASize(final String text, final long expected) {
        assertThat(sizes.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "G", "-1", "1P", "1 G", "1e3", "0.3", "9223372036854775808", "8388608T"})
    void shouldRefuseWhatIsNone(final String text) {
        assertThatThrownBy(() -> sizes.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("50G");
    }
}
