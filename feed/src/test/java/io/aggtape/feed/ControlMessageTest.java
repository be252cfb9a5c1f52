package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMessageTest {
    @Test
    void shouldReadAnAckWithItsId() {
        assertThat(parse("{\"result\":null,\"id\":7}")).isEqualTo(new ControlMessage(ControlMessage.Kind.ACK, 7, ""));
    }

    @Test
    void shouldReadAnErrorInItsFlatShape() {
        assertThat(parse("{\"code\":2,\"msg\":\"Invalid request: too many parameters\",\"id\":4}"))
                .isEqualTo(new ControlMessage(ControlMessage.Kind.ERROR, 4, "2 Invalid request: too many parameters"));
    }

    @Test
    void shouldReadAnErrorInItsNestedShape() {
        assertThat(parse("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON\"}}"))
                .isEqualTo(new ControlMessage(ControlMessage.Kind.ERROR, -1, "3 Invalid JSON"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"e\":\"serverShutdown\",\"E\":1795348803000}",
                "{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1795348803000}}"
            })
    void shouldSeeAShutdownInBothOfItsShapes(final String text) {
        assertThat(parse(text).kind()).isEqualTo(ControlMessage.Kind.SERVER_SHUTDOWN);
        final UnsafeBuffer buffer = bufferOf(text);
        assertThat(ControlMessage.isTradeShaped(buffer, 0, buffer.capacity())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"result\":null,\"id\":1}{}",
                "{\"e\":\"trade\",\"E\":1,\"code\":1,\"msg\":\"x\"}",
                "{\"M\":true,\"m\":false,\"e\":\"aggTrade\"}",
                "\u0000\u0001"
            })
    void shouldLeaveTheRestToTheHandlers(final String text) {
        assertThat(parse(text).kind()).isEqualTo(ControlMessage.Kind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"e\":\"aggTrade\",\"E\":1}", "{\"stream\":\"btcusdt@aggTrade\",\"data\":{}}"})
    void shouldPassWhatBeginsLikeATradeUnread(final String text) {
        final UnsafeBuffer buffer = bufferOf(text);
        assertThat(ControlMessage.isTradeShaped(buffer, 0, buffer.capacity())).isTrue();
    }

    private static ControlMessage parse(final String text) {
        final UnsafeBuffer buffer = bufferOf(text);
        return ControlMessage.parse(buffer, 0, buffer.capacity());
    }

    private static UnsafeBuffer bufferOf(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
