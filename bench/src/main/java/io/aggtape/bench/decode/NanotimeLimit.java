package io.aggtape.bench.decode;

/** Reads the clock once: what a stamp a frame would cost. */
final class NanotimeLimit implements FrameWork {
    private final long[] nowNs = new long[1];

    @Override
    public Object run(final int index) {
        nowNs[0] = System.nanoTime();
        return nowNs;
    }
}
