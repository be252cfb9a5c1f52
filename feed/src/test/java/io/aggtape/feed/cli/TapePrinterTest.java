package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.journal.ClockEvent;
import io.aggtape.journal.Market;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Which of the records that it is shown a printer prints. */
final class TapePrinterTest {
    private final StringWriter text = new StringWriter();
    private final TapePrinter printer = new TapePrinter(new TapeRange(), true, new PrintWriter(text), new JsonOutput());

    @Test
    void shouldPassOverTheFirstAndPrintTheNext() {
        printer.skip(2);
        show(3);
        assertThat(printer.skipped()).isEqualTo(2);
        assertThat(text.toString().lines()).hasSize(1);
    }

    @Test
    void shouldPrintNoMoreThanWantedOfATapeThatGrowsMeanwhile() {
        printer.skip(2);
        printer.printAtMost(3);
        show(9);
        assertThat(text.toString().lines()).hasSize(3);
    }

    private void show(final int records) {
        final ClockEvent event = new ClockEvent();
        event.market = Market.SPOT;
        for (int i = 0; i < records; i++) {
            printer.onClock(event);
        }
    }
}
