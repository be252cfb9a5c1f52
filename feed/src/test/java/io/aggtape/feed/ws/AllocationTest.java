package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final String TRADE = "{\"e\":\"aggTrade\",\"E\":1795348800123,\"s\":\"BTCUSDT\",\"a\":4102773501,"
            + "\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":6590112040,\"l\":6590112042,"
            + "\"T\":1795348800122,\"m\":false,\"M\":true}";

    private final SessionRig rig = SessionRig.opened();
    private final UnsafeBuffer wire = Wire.buffer(
            Wire.text(TRADE),
            Wire.text(TRADE),
            Wire.ping("1795348800123"),
            Wire.text(TRADE),
            Wire.frame(OpCode.TEXT, Wire.MORE, TRADE + "\u20ac"),
            Wire.ping(""),
            Wire.frame(OpCode.CONTINUATION, Wire.FINAL, TRADE),
            Wire.binary(Wire.bytes(300)));
    private final MessageHandler handler = this::onMessage;
    private long accepted;
    private long offered;

    @Test
    void shouldAllocateNothingPerFrame() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(ROUNDS);
        assertThat(threads.getCurrentThreadAllocatedBytes()).isPositive();
        final long before = threads.getCurrentThreadAllocatedBytes();
        run(ROUNDS);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(accepted).isEqualTo(2L * 2 * ROUNDS * 5);
        assertThat(allocated).as("bytes for " + ROUNDS * 16 + " frames").isZero();
    }

    // Each round delivers the frames whole, then once more cut at a place that wanders.
    private void run(final int rounds) {
        for (int i = 0; i < rounds; i++) {
            deliver(0, wire.capacity());
            final int cut = i % wire.capacity();
            deliver(deliver(0, cut), wire.capacity());
            final ByteBuffer out = rig.session.outbound();
            out.position(out.limit());
        }
    }

    private int deliver(final int from, final int to) {
        int at = from;
        int idle = 0;
        while (at < to && idle < 3) {
            final int consumed = rig.session.onBytes(wire, at, to - at, handler);
            idle = consumed == 0 ? idle + 1 : 0;
            at += consumed;
        }
        return at;
    }

    // Each fourth offer is refused, so that offering again is measured too.
    private boolean onMessage(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        final boolean isAccepted = ++offered % 4 != 0;
        if (isAccepted) {
            accepted++;
        }
        return isAccepted;
    }
}
