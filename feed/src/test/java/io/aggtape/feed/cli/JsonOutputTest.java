package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class JsonOutputTest {
    private final StringWriter text = new StringWriter();

    /** A command with nothing but the mixin. */
    @Command(name = "lines")
    static final class Lines {
        @Mixin
        JsonOutput json;
    }

    @Test
    void shouldWriteOneLineAMapInItsOrder() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("symbol", "币安人生USDT");
        values.put("id", 7L);
        values.put("isMaker", true);
        values.put("nothing", null);
        values.put("list", List.of("a", 1));
        values.put("map", Map.of("p99", 1.5));
        final JsonOutput json = output(new PrintWriter(text));
        json.line(values);
        json.line(Map.of());
        assertThat(json.flush()).isTrue();
        assertThat(text)
                .hasToString("{\"symbol\":\"币安人生USDT\",\"id\":7,\"isMaker\":true,\"nothing\":null,"
                        + "\"list\":[\"a\",1],\"map\":{\"p99\":1.5}}\n{}\n");
    }

    @Test
    void shouldKeepDecimalsExactAndPlain() {
        final JsonOutput json = output(new PrintWriter(text));
        json.line(fields -> {
            fields.writeNumberField("price", new BigDecimal("0.000000010"));
            fields.writeNumberField("quantity", new BigDecimal("1E+3"));
        });
        json.line(Map.of("price", new BigDecimal("0.000000010")));
        json.flush();
        assertThat(text).hasToString("{\"price\":0.000000010,\"quantity\":1000}\n{\"price\":0.000000010}\n");
    }

    @Test
    void shouldEscapeWhatWouldBreakALine() {
        final JsonOutput json = output(new PrintWriter(text));
        json.line(Map.of("reason", "line\nbreak \"quoted\""));
        json.flush();
        assertThat(text).hasToString("{\"reason\":\"line\\nbreak \\\"quoted\\\"\"}\n");
    }

    @Test
    void shouldSayWhenNobodyReadsAnyMore() {
        final JsonOutput json = output(new PrintWriter(new OutputStream() {
            @Override
            public void write(final int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        }));
        json.line(Map.of("id", 1));
        assertThat(json.flush()).isFalse();
    }

    @Test
    void shouldKnowWhetherItIsAsked() {
        final Lines lines = new Lines();
        final CommandLine command = new CommandLine(lines);
        command.parseArgs();
        assertThat(lines.json.isAsked()).isFalse();
        command.parseArgs("--json");
        assertThat(lines.json.isAsked()).isTrue();
    }

    private static JsonOutput output(final PrintWriter out) {
        final Lines lines = new Lines();
        new CommandLine(lines).setOut(out);
        return lines.json;
    }
}
