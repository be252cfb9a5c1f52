package io.aggtape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReaderSuiteTest {
    private static final List<String> METRICS = List.of("nsPerIdleCycle", "nsPerFrame", "bytesPerCycle");

    @Test
    void shouldWriteEachFigureOfEachCountByEitherWay() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ReaderSuite(TimeUnit.MILLISECONDS.toNanos(1), new PrintStream(bytes)).run();

        final List<String> expected = new ArrayList<>();
        for (final int count : ReaderSuite.COUNTS) {
            for (final String way : List.of("spin/", "select/")) {
                METRICS.forEach(metric -> expected.add(way + count + " " + metric));
            }
        }
        final List<Map<String, Object>> rows = new ArrayList<>();
        for (final String line : bytes.toString(StandardCharsets.UTF_8).split("\n")) {
            rows.add(JSON.std.mapFrom(line));
        }
        assertThat(rows)
                .extracting(row -> row.get("name") + " " + row.get("metric"))
                .isEqualTo(expected);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).containsEntry("suite", "reader");
            assertThat(((Number) row.get("value")).doubleValue())
                    .isGreaterThanOrEqualTo(row.get("unit").equals("ns") ? 1 : 0);
        });
    }
}
