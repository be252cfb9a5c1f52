package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A log line as JSON. */
final class JsonLogEncoderTest {
    private static final String ALL_KINDS = "quote \" backslash \\ line\nbreak tab\t é 取引 \u0001 \ud83d\ude80";

    @Test
    void shouldWriteOneLineThatParsesToWhatWasSaid() throws IOException {
        final String line = encode(event(ALL_KINDS, null));
        assertThat(line).endsWith("}\n");
        assertThat(line.lines()).hasSize(1);
        final Map<String, Object> parsed = JSON.std.mapFrom(line);
        assertThat(parsed)
                .containsEntry("time", "2026-11-23T09:45:00.007Z")
                .containsEntry("level", "WARN")
                .containsEntry("thread", "reporter")
                .containsEntry("logger", JsonLogEncoderTest.class.getName())
                .containsEntry("message", ALL_KINDS)
                .hasSize(5);
    }

    @Test
    void shouldWriteTheStackTraceOfAFaultAndOfItsCause() throws IOException {
        final Exception fault = new IllegalStateException("stopped", new IOException("no space"));
        final String line = encode(event("a thread met a fault", fault));
        assertThat(line.lines()).hasSize(1);
        assertThat(JSON.std.mapFrom(line).get("stackTrace").toString())
                .contains(
                        "java.lang.IllegalStateException: stopped",
                        "at " + JsonLogEncoderTest.class.getName(),
                        "Caused by: java.io.IOException: no space");
    }

    private static String encode(final LoggingEvent event) {
        return new String(new JsonLogEncoder().encode(event), UTF_8);
    }

    private static LoggingEvent event(final String message, final Throwable fault) {
        final Logger logger = (Logger) LoggerFactory.getLogger(JsonLogEncoderTest.class);
        final LoggingEvent event = new LoggingEvent(
                JsonLogEncoderTest.class.getName(), logger, Level.WARN, "{}", fault, new Object[] {message});
        event.setInstant(Instant.parse("2026-11-23T09:45:00.007123Z"));
        event.setThreadName("reporter");
        return event;
    }
}
