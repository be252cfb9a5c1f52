package io.aggtape.feed.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class StallSlotsTest {
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * StallSlots.SLOT_BYTES));
    private final StallSlots slots = new StallSlots(bytes);

    @Test
    void shouldShowWhereEachThreadStands() {
        slots.write(0, 10, "thread feed stalls: here");
        slots.write(1, 20, "thread feed-1 stalls: there");
        assertThat(slots.of("feed")).contains(new TraceView(1, 10, 10, "thread feed stalls: here"));
        assertThat(slots.of("feed-1")).contains(new TraceView(1, 20, 20, "thread feed-1 stalls: there"));
        assertThat(slots.of("parser")).isEmpty();
    }

    @Test
    void shouldShowOnlyTheLastOfAThread() {
        slots.write(0, 10, "thread feed stalls: here, in a longer text");
        slots.write(0, 11, "thread feed stalls: there");
        assertThat(slots.of("feed")).contains(new TraceView(1, 11, 11, "thread feed stalls: there"));
        slots.clear(0);
        assertThat(slots.of("feed")).isEmpty();
    }

    @Test
    void shouldCutWhatIsTooLong() {
        slots.write(0, 10, "thread feed stalls: " + "x".repeat(StallSlots.SLOT_BYTES));
        slots.write(1, 10, "thread parser stalls: here");
        assertThat(slots.of("feed"))
                .get()
                .extracting(TraceView::text)
                .asString()
                .endsWith("xxx");
        assertThat(slots.of("parser")).isPresent();
    }

    @Test
    void shouldShowNothingThatIsHalfWritten() {
        slots.write(0, 10, "thread feed stalls: here");
        bytes.putByte(StallSlots.SLOT_BYTES - 1, (byte) 1);
        assertThat(slots.of("feed")).isPresent();
        bytes.putByte(30, (byte) 'x');
        assertThat(slots.of("feed")).isEmpty();
    }

    @Test
    void shouldPassOverASlotThatThereIsNot() {
        slots.write(2, 10, "thread feed stalls: here");
        slots.clear(2);
        assertThat(slots.of("feed")).isEmpty();
    }
}
