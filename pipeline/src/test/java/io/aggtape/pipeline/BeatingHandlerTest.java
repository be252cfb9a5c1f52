package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BeatingHandlerTest {
    private final Heartbeat heartbeat = new Heartbeats().make("parser");
    private final List<Long> progress = new ArrayList<>();

    @Test
    void shouldSayOfEachEventThatItHasComeToIt() throws Exception {
        final BeatingHandler handler = new BeatingHandler(
                heartbeat, (slot, sequence, endOfBatch) -> progress.add(heartbeat.progress()), () -> {}, () -> false);
        handler.onStart();
        for (long sequence = 100; sequence < 105; sequence++) {
            handler.onEvent(new FrameSlot(new UnsafeBuffer(new byte[64])), sequence, sequence == 104);
        }
        assertThat(progress).containsExactly(100L, 101L, 102L, 103L, 104L);
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.IDLE);
    }
}
