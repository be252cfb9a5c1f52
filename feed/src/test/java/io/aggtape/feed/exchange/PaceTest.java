package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.Market;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration may say. */
final class PaceTest {
    @ParameterizedTest
    @CsvSource({
        "recorded,recorded",
        "realtime,recorded",
        "1x,recorded",
        "10x,10x",
        "0.5X,0.5x",
        "rate=50000,rate=50000",
        "50000,rate=50000",
        "MAX,max"
    })
    void shouldReadAPace(final String text, final String pace) {
        assertThat(Pace.parse(text)).hasToString(pace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "x", "0", "-1", "0x", "rate=", "NaN"})
    void shouldRefuseAnyOtherPace(final String text) {
        assertThatThrownBy(() -> Pace.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAProgramWithNothingToPlay() {
        assertThatThrownBy(() -> new Program(List.of(), List.of(), 1, 1, Map.of()))
                .hasMessageContaining("symbols or files");
        assertThatThrownBy(() -> Program.generated(List.of("A", "A"), 1, 1)).hasMessageContaining("twice");
        assertThatThrownBy(() -> Program.generated(List.of("A"), 1, 0)).hasMessageContaining("intensity");
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        final ExchangeConfig config = ExchangeConfig.of(Market.SPOT, Program.generated(List.of("A"), 1, 1));

        assertThatThrownBy(() -> config.withAddress("127.0.0.1", 65_536)).hasMessageContaining("0 to 65535");
    }
}
