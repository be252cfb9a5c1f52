package io.aggtape.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which clients meet which load, and for how long: frames are chosen so that each run takes a few seconds. */
final class LoadPlan {
    static final String SATURATION = "saturation";
    static final String LATENCY = "latency";
    /** The meter that waits for due times without any socket. */
    static final String HICCUP = "hiccup";

    private static final int BURST = 50;
    private static final double SATURATION_S = 2.2;
    private static final double LATENCY_S = 1.2;
    private static final double QUICK_S = 0.3;
    /** As many whatever the rate: with fewer, a slow rate would measure code that is not compiled yet. */
    private static final long WARM_UP = 40_000;

    private static final long QUICK_WARM_UP = 5_000;
    /** With fewer, what waits in the kernel's buffers would count as taken. */
    private static final long LEAST_FRAMES = 100_000;

    private static final List<String> PEERS = List.of("okhttp", "java-websocket", "netty", "jdk", "jetty");

    /**
     * Roughly what each takes, thousand frames a second: plain, TLS. From figures of November 2026 on 2 cores; more of
     * the recorder's over plain, so that what is compiled beside it is over before the second half.
     */
    private static final Map<String, int[]> USUAL_RATES = new LinkedHashMap<>();

    static {
        USUAL_RATES.put("raw-read", new int[] {20_000, 1_800});
        USUAL_RATES.put("aggtape-receive", new int[] {12_000, 1_200});
        USUAL_RATES.put("aggtape", new int[] {10_000, 1_600});
        USUAL_RATES.put("aggtape-jdk", new int[] {0, 1_600});
        USUAL_RATES.put("okhttp", new int[] {1_100, 260});
        USUAL_RATES.put("java-websocket", new int[] {900, 280});
        USUAL_RATES.put("netty", new int[] {800, 400});
        USUAL_RATES.put("netty-openssl", new int[] {0, 650});
        USUAL_RATES.put("jdk", new int[] {750, 300});
        USUAL_RATES.put("jetty", new int[] {500, 250});
        USUAL_RATES.put("node-ws", new int[] {500, 180});
        USUAL_RATES.put("python-websockets", new int[] {110, 90});
    }

    private final boolean isQuick;
    private final boolean hasTlsChoice;
    private final boolean hasGaps;

    /**
     * Of a run.
     *
     * @param isQuick whether it only has to work.
     * @param hasTlsChoice whether the product can be told which TLS engine to use.
     * @param hasGaps whether there are recorded gaps between trades.
     */
    LoadPlan(final boolean isQuick, final boolean hasTlsChoice, final boolean hasGaps) {
        this.isQuick = isQuick;
        this.hasTlsChoice = hasTlsChoice;
        this.hasGaps = hasGaps;
    }

    /** One round of the saturation suite. */
    List<LoadRun> saturation() {
        final List<LoadRun> runs = new ArrayList<>();
        for (final boolean isTls : new boolean[] {false, true}) {
            USUAL_RATES.forEach((client, rates) -> {
                final int rate = rates[isTls ? 1 : 0];
                if (rate > 0 && (hasTlsChoice || !client.equals("aggtape-jdk"))) {
                    final long frames = (long) (rate * 1_000 * (isQuick ? QUICK_S : SATURATION_S));
                    runs.add(LoadRun.saturation(client, isTls, Math.max(frames, LEAST_FRAMES)));
                }
            });
        }
        return runs;
    }

    /** One round of the latency suite: every client at the rates of the table, the best where one comparison is enough. */
    List<LoadRun> latency() {
        final List<LoadRun> runs = new ArrayList<>();
        final List<String> all = new ArrayList<>(List.of(HICCUP, "c-recv", "aggtape"));
        all.addAll(PEERS);
        final List<String> withScripts = new ArrayList<>(all);
        withScripts.addAll(List.of("node-ws", "python-websockets"));
        final List<String> best = List.of("c-recv", "aggtape", "okhttp", "java-websocket", "netty");
        add(runs, withScripts, false, 10_000, 1, false);
        add(runs, withScripts.subList(0, withScripts.size() - 1), false, 100_000, 1, false);
        add(runs, best, false, 10_000, BURST, false);
        if (hasGaps) {
            add(runs, best.subList(0, 4), false, 10_000, 1, true);
        }
        add(runs, best, true, 10_000, 1, false);
        return runs;
    }

    private void add(
            final List<LoadRun> runs,
            final List<String> clients,
            final boolean isTls,
            final int rate,
            final int burst,
            final boolean isReal) {
        final long measured = (long) (rate * (isQuick ? QUICK_S : LATENCY_S));
        clients.forEach(client -> {
            final long warmUp = isQuick ? QUICK_WARM_UP : client.startsWith(LoadRun.PRODUCT) ? 2 * WARM_UP : WARM_UP;
            runs.add(new LoadRun(client, isTls, warmUp + measured, warmUp, rate, burst, isReal));
        });
    }
}
