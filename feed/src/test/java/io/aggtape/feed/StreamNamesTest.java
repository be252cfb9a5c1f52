package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import io.aggtape.pipeline.WireTimeUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNamesTest {
    private static final WireTimeUnit MS = WireTimeUnit.MILLISECONDS;

    @Test
    void shouldAskForMicrosecondsInEitherShapeOfTheUrl() {
        assertThat(StreamNames.target("/", List.of("BTCUSDT"), true, WireTimeUnit.MICROSECONDS))
                .isEqualTo("/ws/btcusdt@aggTrade?timeUnit=MICROSECOND");
        assertThat(StreamNames.target("/", List.of("A", "B"), true, WireTimeUnit.MICROSECONDS))
                .isEqualTo("/stream?streams=a@aggTrade/b@aggTrade&timeUnit=MICROSECOND");
        assertThat(StreamNames.target("/", List.of("A", "B"), false, WireTimeUnit.MICROSECONDS))
                .isEqualTo("/stream?timeUnit=MICROSECOND");
    }

    @Test
    void shouldAskForOneStreamRaw() {
        assertThat(StreamNames.target("/market", List.of("BTCUSDT"), true, MS))
                .isEqualTo("/market/ws/btcusdt@aggTrade");
    }

    @Test
    void shouldAskForSeveralStreamsCombined() {
        assertThat(StreamNames.target("", List.of("BTCUSDT", "ETHUSDT"), true, MS))
                .isEqualTo("/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade");
    }

    @Test
    void shouldOpenACombinedConnectionToSubscribeOn() {
        assertThat(StreamNames.target("", List.of("BTCUSDT"), false, MS)).isEqualTo("/stream");
    }

    @Test
    void shouldPercentEncodeASymbolThatIsNotAscii() {
        assertThat(StreamNames.target("", List.of("币安人生USDT"), true, MS))
                .isEqualTo("/ws/%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9Fusdt@aggTrade");
    }

    @Test
    void shouldLowerCaseWithoutTheMachinesLocale() {
        final Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(StreamNames.streamOf("INJUSDT")).isEqualTo("injusdt@aggTrade");
            assertThat(StreamNames.normalise(List.of("injusdt"))).containsExactly("INJUSDT");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldNameEachSymbolOnce() {
        assertThat(StreamNames.normalise(List.of("btcusdt", " ETHUSDT ", "BTCUSDT")))
                .containsExactly("BTCUSDT", "ETHUSDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "BTC/USDT", "btcusdt@trade", "A B", "x\"y"})
    void shouldRefuseWhatIsNoSymbol(final String symbol) {
        assertThatThrownBy(() -> StreamNames.normalise(List.of(symbol)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no symbol");
    }

    @Test
    void shouldKeepEverySubscribeMessageUnderTheSizeThatHangs() throws IOException {
        final List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 1_024; i++) {
            symbols.add((i % 3 == 0 ? "币安人生" : "LONGSYMBOLNAME") + i + "USDT");
        }

        final List<String> messages = StreamNames.subscribeMessages(symbols);

        final List<Object> names = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            assertThat(messages.get(i).getBytes(StandardCharsets.UTF_8).length).isLessThan(4_000);
            final Map<String, Object> message = JSON.std.mapFrom(messages.get(i));
            assertThat(message).containsEntry("method", "SUBSCRIBE").containsEntry("id", i + 1);
            names.addAll((List<?>) message.get("params"));
        }
        assertThat(names)
                .containsExactlyElementsOf(
                        symbols.stream().map(StreamNames::streamOf).toList());
    }

    @Test
    void shouldSubscribeByMessageWhereTheUrlWouldBeTooLong() {
        final List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            symbols.add("SYMBOL" + i);
        }
        assertThat(StreamNames.fitsUrl(symbols)).isFalse();
        assertThat(StreamNames.fitsUrl(symbols.subList(0, 20))).isTrue();
    }
}
