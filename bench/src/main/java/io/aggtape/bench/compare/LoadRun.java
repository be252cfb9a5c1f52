package io.aggtape.bench.compare;

/**
 * One client against one load.
 *
 * @param client the name of the client.
 * @param isTls whether over TLS.
 * @param frames how many frames; in saturation the second half is measured, else what follows the warm-up.
 * @param warmUp how many frames at the beginning no latency is taken of; 0 in saturation.
 * @param rate frames a second, 0 for saturation.
 * @param burst frames a write.
 * @param isReal whether the gaps between frames are recorded ones.
 */
record LoadRun(String client, boolean isTls, long frames, long warmUp, int rate, int burst, boolean isReal) {
    /** How the names of the recorder's own runs begin. */
    static final String PRODUCT = "aggtape";

    private static final int MOST_SPINNING_WARM_RATE = 20_000;
    private static final int LEAST_WARM_RATE = 50_000;
    private static final int MOST_WARM_RATE = 60_000;

    static LoadRun saturation(final String client, final boolean isTls, final long frames) {
        return new LoadRun(client, isTls, frames, 0, 0, 1, false);
    }

    boolean isSaturation() {
        return rate == 0;
    }

    String suite() {
        return isSaturation() ? LoadPlan.SATURATION : LoadPlan.LATENCY;
    }

    /** The name of its rows. */
    String name() {
        final String kind = (isTls ? "tls/" : "plain/") + client;
        if (isSaturation()) {
            return kind;
        }
        return kind + "/" + rate + (isReal ? "-real" : burst > 1 ? "-burst" + burst : "");
    }

    /**
     * How fast the frames come that are dropped, a second: soon enough, and no more than cold code can follow. A client that
     * sleeps between frames leaves the JIT the core; a recorder that spins leaves it half, and so needs some seconds more.
     */
    int warmRate() {
        return client.startsWith(PRODUCT)
                ? Math.min(rate, MOST_SPINNING_WARM_RATE)
                : Math.min(Math.max(rate, LEAST_WARM_RATE), MOST_WARM_RATE);
    }

    /** After how many seconds it hangs for sure. */
    long timeLimitS() {
        return isSaturation() ? 45 : 20 + 2 * (warmUp / warmRate() + (frames - warmUp) / rate);
    }
}
