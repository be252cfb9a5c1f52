package io.aggtape.feed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A subscriber that takes frames into a list. */
final class TestSubscriber implements Subscriber {
    final List<String> frames = new ArrayList<>();
    final List<FrameChunk> held = new ArrayList<>();
    boolean isReady = true;
    boolean isCombined;
    private boolean isUnflushed;

    @Override
    public ArmedFault.Target target() {
        return new ArmedFault.Target(1, 0);
    }

    @Override
    public boolean isCombined() {
        return isCombined;
    }

    @Override
    public boolean isMicroseconds() {
        return false;
    }

    @Override
    public boolean isReady() {
        return isReady;
    }

    @Override
    public boolean send(final FrameChunk chunk, final int offset, final int length) {
        final ByteBuffer frame = chunk.frame(offset, length);
        frames.add(StandardCharsets.UTF_8.decode(frame).toString());
        final boolean isFirst = !isUnflushed;
        isUnflushed = true;
        return isFirst;
    }

    @Override
    public void flush(final FrameChunk chunk) {
        assertThat(isUnflushed).isTrue();
        isUnflushed = false;
        chunk.hold();
        held.add(chunk);
    }

    /** Whether it was given something that was not flushed. */
    boolean isUnflushed() {
        return isUnflushed;
    }

    /** The ids of its frames, in the order in which they came. */
    List<Long> ids() {
        return frames.stream()
                .map(frame -> frame.replaceAll(".*\"a\":([0-9]+),.*", "$1"))
                .map(Long::valueOf)
                .toList();
    }
}
