package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BeatingHandlerTest {
    private final Heartbeat heartbeat = new Heartbeats().make("parser");
    private final List<Long> progress = new ArrayList<>();

    @Test
    void shouldSayOfEachEventThatItHasComeToIt() throws Exception {
        final BeatingHandler handler = new BeatingHandler(
                heartbeat,
                (slot, sequence, endOfBatch) -> progress.add(heartbeat.progress()),
                () -> {},
                () -> false,
                () -> true);
        handler.onStart();
        for (long sequence = 100; sequence < 105; sequence++) {
            handler.onEvent(new FrameSlot(new UnsafeBuffer(new byte[64])), sequence, sequence == 104);
        }
        assertThat(progress).containsExactly(100L, 101L, 102L, 103L, 104L);
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.IDLE);
    }

    @Test
    void shouldCallAnEndAFaultThatNobodyHasAskedFor() {
        final AtomicBoolean isToEnd = new AtomicBoolean();
        final BeatingHandler handler =
                new BeatingHandler(heartbeat, (slot, sequence, isLast) -> {}, () -> {}, () -> false, isToEnd::get);
        handler.onStart();
        assertThatThrownBy(handler::onShutdown).hasMessage("thread parser ended, though nobody has asked it to");
        isToEnd.set(true);
        handler.onShutdown();
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.ENDED);
    }
}
