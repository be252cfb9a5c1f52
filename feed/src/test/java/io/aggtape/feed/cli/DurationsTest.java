package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationsTest {
    private final Durations durations = new Durations();

    @ParameterizedTest
    @CsvSource({
        "20s, PT20S",
        "500ms, PT0.5S",
        "0.5s, PT0.5S",
        "250us, PT0.00025S",
        "250µs, PT0.00025S",
        "7ns, PT0.000000007S",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "0s, PT0S",
        "PT1M5S, PT1M5S",
        "' 3s ', PT3S",
        "9223372036854775807ns, PT2562047H47M16.854775807S"
    })
    void shouldReadADuration(final String text, final Duration expected) {
        assertThat(durations.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "20",
                "s",
                "-5s",
                "+5s",
                "5 s",
                "1h-30m",
                "5x",
                "1.5ns",
                "1e3s",
                ".5s",
                "5.s",
                "PT",
                "PT-1S",
                "9223372036854775808ns",
                "999999999999d",
                "P999999999D",
                "20sx"
            })
    void shouldRefuseWhatIsNoDuration(final String text) {
        assertThatThrownBy(() -> durations.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text.trim() + "' is not a duration");
    }

    @Test
    void shouldReadWhatItsPartsAddUpTo() {
        Seed.check(random -> {
            for (int i = 0; i < 10_000; i++) {
                final long hours = random.nextInt(1_000);
                final long minutes = random.nextInt(1_000);
                final long millis = random.nextInt(1_000_000);
                final String text = hours + "h" + minutes + "m" + millis + "ms";
                final Duration expected =
                        Duration.ofHours(hours).plusMinutes(minutes).plusMillis(millis);
                assertThat(durations.convert(text)).as(text).isEqualTo(expected);
                assertThat(durations.convert(expected.toString())).as(text).isEqualTo(expected);
            }
        });
    }

    @Test
    void shouldMeetNoiseWithADurationOrARefusal() {
        Seed.check(random -> {
            for (int i = 0; i < 20_000; i++) {
                final String text = Seed.text(random, "0123456789.smhdnuµPT-+ x", 12);
                try {
                    assertThat(durations.convert(text)).as(text).isGreaterThanOrEqualTo(Duration.ZERO);
                } catch (final TypeConversionException e) {
                    assertThat(e).hasMessageContaining("is not a duration");
                }
            }
        });
    }
}
