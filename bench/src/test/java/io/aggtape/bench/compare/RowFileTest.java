package io.aggtape.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowFileTest {
    private static final Row DECODE = Row.of("decode", "aggtape/spot-raw/1", "ns", "ns", 1, 34.5);
    private static final Row FAULT = Row.fault("saturation", "plain/jetty", 2, "killed: not done in time");

    @TempDir
    private Path directory;

    @Test
    void shouldReadWhatWasAppended() throws IOException {
        final RowFile file = file();
        file.forget(Set.of());
        file.append(List.of(DECODE));
        file.append(List.of(FAULT));

        assertThat(file.read()).containsExactly(DECODE, FAULT);
    }

    @Test
    void shouldForgetTheSuitesThatRunAgainAndNoOther() throws IOException {
        final RowFile file = file();
        file.forget(Set.of());
        file.append(List.of(DECODE, FAULT));

        file.forget(Set.of("saturation"));

        assertThat(file.read()).containsExactly(DECODE);
    }

    @Test
    void shouldReadARowWithOtherKeys() throws IOException {
        final String line = "{\"suite\":\"scan\",\"name\":\"mapped\",\"metric\":\"recordsPerS\",\"unit\":\"1/s\","
                + "\"round\":3,\"value\":1234567.0,\"params\":{\"records\":1000}}";

        assertThat(Row.parse(line)).isEqualTo(Row.of("scan", "mapped", "recordsPerS", "1/s", 3, 1_234_567));
    }

    @Test
    void shouldNameALineThatIsNoRow() {
        assertThatThrownBy(() -> Row.parse("{\"suite\":\"scan\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("{\"suite\":\"scan\"}");
    }

    @Test
    void shouldLoseNoRowToALineThatWasCutOff() throws IOException {
        final RowFile file = file();
        file.append(List.of(DECODE));
        Files.writeString(file.path(), "{\"suite\":\"scan\",\"na", StandardOpenOption.APPEND);

        file.append(List.of(FAULT));

        assertThat(file.read()).containsExactly(DECODE, FAULT);
    }

    private RowFile file() {
        return new RowFile(directory.resolve("raw.jsonl"));
    }
}
