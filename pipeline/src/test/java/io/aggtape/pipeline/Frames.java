package io.aggtape.pipeline;

import io.aggtape.journal.Market;
import io.aggtape.journal.TapeState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames and slots for tests, as a spot line in microseconds would deliver them. */
final class Frames {
    static final LineContext SPOT = LineContext.ofLine(0, Market.SPOT, WireTimeUnit.MICROSECONDS);
    static final long FIRST_TIME_US = 1_795_348_800_000_000L;

    private Frames() {}

    /** What is known before anything was recorded. */
    static TapeState emptyTape() {
        return TapeState.recover(Path.of("no-such-journal"));
    }

    static byte[] spot(final String symbol, final long id, final boolean isBuyerMaker) {
        final String text = "{\"e\":\"aggTrade\",\"E\":" + (FIRST_TIME_US + id * 1_000 + 500) + ",\"s\":\"" + symbol
                + "\",\"a\":" + id + ",\"p\":\"91234.56000000\",\"q\":\"0.01250000\",\"f\":" + (id * 2) + ",\"l\":"
                + (id * 2 + 1) + ",\"T\":" + (FIRST_TIME_US + id * 1_000) + ",\"m\":" + isBuyerMaker + ",\"M\":true}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A slot of its own, filled; its stamps follow from the id of the frame. */
    static FrameSlot slotOf(final byte[] frame, final long receiveNs) {
        final FrameSlot slot = new FrameSlot(new UnsafeBuffer(ByteBuffer.allocateDirect(512)));
        slot.line = SPOT;
        slot.isText = true;
        slot.receiveNs = receiveNs;
        slot.receiveEpochNs = FIRST_TIME_US * 1_000 + receiveNs;
        slot.putFrame(new UnsafeBuffer(frame), 0, frame.length);
        return slot;
    }
}
