package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ClearingStreamTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final PrintStream log = new PrintStream(new ClearingStream(terminal), true, StandardCharsets.UTF_8);

    @Test
    void shouldClearTheRestOfEachLineBeforeItStarts() {
        log.print("one\ntw");
        log.print("o\n");
        log.write('3');
        log.flush();
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[Kone\n\u001b[Ktwo\n\u001b[K3");
    }
}
