package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class TimesTest {
    private final Times times = new Times();

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2026-11-23T00:00:00Z",
        "2026-11-23T10:15, 2026-11-23T10:15:00Z",
        "2026-11-23 10:15:30, 2026-11-23T10:15:30Z",
        "2026-11-23T10:15:30.123456789Z, 2026-11-23T10:15:30.123456789Z",
        "2026-11-23T10:15:30+01:00, 2026-11-23T09:15:30Z",
        "2026-11-23T10:15:30-05:00, 2026-11-23T15:15:30Z",
        "1763892930, 2025-11-23T10:15:30Z",
        "1763892930123, 2025-11-23T10:15:30.123Z",
        "1763892930123456, 2025-11-23T10:15:30.123456Z",
        "1763892930123456789, 2025-11-23T10:15:30.123456789Z",
        "1970-01-01, 1970-01-01T00:00:00Z"
    })
    void shouldReadATime(final String text, final Instant expected) {
        assertThat(times.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "23.11.2026",
                "2026-13-01",
                "2026-02-30",
                "2026-11-23T25:00",
                "123",
                "12345678901",
                "9999999999999999999",
                "1969-12-31T23:59:59Z",
                "2263-01-01",
                "9999999999999999",
                "-1763892930",
                "T"
            })
    void shouldRefuseWhatIsNoTime(final String text) {
        assertThatThrownBy(() -> times.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is not a time");
    }

    @Test
    void shouldReadWhatAnInstantWrites() {
        Seed.check(random -> {
            for (int i = 0; i < 20_000; i++) {
                final long epochNs = random.nextLong(Long.MAX_VALUE);
                final Instant instant =
                        times.convert(Instant.ofEpochSecond(0, epochNs).toString());
                assertThat(Times.epochNs(instant)).isEqualTo(epochNs);
            }
        });
    }

    @Test
    void shouldMeetNoiseWithATimeOrARefusal() {
        Seed.check(random -> {
            for (int i = 0; i < 20_000; i++) {
                final String text = Seed.text(random, "0123456789-:TZ+. ", 22);
                try {
                    assertThat(Times.epochNs(times.convert(text))).as(text).isNotNegative();
                } catch (final TypeConversionException e) {
                    assertThat(e).hasMessageContaining("is not a time");
                }
            }
        });
    }
}
