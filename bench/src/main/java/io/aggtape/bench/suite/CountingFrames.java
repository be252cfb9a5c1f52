package io.aggtape.bench.suite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The raw spot frames of some symbols, round and round, each with the id behind the last one's: the id's digits are
 * counted up in place, so that a frame costs next to nothing. Owned by one thread.
 */
final class CountingFrames {
    private static final String HEAD = "{\"e\":\"aggTrade\",\"E\":1795348800123,\"s\":\"%s\",\"a\":";
    private static final String FIRST_ID = "1000000000";
    private static final String TAIL =
            ",\"p\":\"98765.43210000\",\"q\":\"0.01234000\",\"f\":5000000000,\"l\":5000000000,"
                    + "\"T\":1795348800122,\"m\":true,\"M\":true}";

    private final UnsafeBuffer[] frames;
    private final int[] lastDigits;

    private int at = -1;

    CountingFrames(final int symbols) {
        frames = new UnsafeBuffer[symbols];
        lastDigits = new int[symbols];
        for (int i = 0; i < symbols; i++) {
            final String head = String.format(Locale.ROOT, HEAD, symbol(i));
            final byte[] bytes = (head + FIRST_ID + TAIL).getBytes(StandardCharsets.US_ASCII);
            frames[i] = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
            frames[i].putBytes(0, bytes);
            lastDigits[i] = head.length() + FIRST_ID.length() - 1;
        }
    }

    /** The next frame; valid until the symbol's next. */
    UnsafeBuffer next() {
        at = at + 1 == frames.length ? 0 : at + 1;
        final UnsafeBuffer frame = frames[at];
        int digit = lastDigits[at];
        while (frame.getByte(digit) == '9') {
            frame.putByte(digit--, (byte) '0');
        }
        frame.putByte(digit, (byte) (frame.getByte(digit) + 1));
        return frame;
    }

    private static String symbol(final int index) {
        return index == 0 ? "BTCUSDT" : "C" + (1000 + index) + "USDT";
    }
}
