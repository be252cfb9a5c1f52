package io.aggtape.feed.doctor;

import io.aggtape.journal.ClockEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** This machine's clock against the exchange's, as the best of a few measurements. */
final class ClockStage implements NetworkStage {
    private static final int MEASUREMENTS = 4;
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public Judgement run(final NetworkProbe probe) throws IOException, InterruptedException {
        if (!probe.rest().isKnown()) {
            return Judgement.skip(RestDesk.UNKNOWN);
        }
        final List<String> details = new ArrayList<>();
        ClockEvent best = null;
        for (int i = 0; i < MEASUREMENTS; i++) {
            final ClockEvent measured = probe.rest().measure();
            details.add("measured: " + signed(measured.offsetNs) + " ± " + Amounts.millis(measured.errorBoundNs));
            best = best == null || measured.errorBoundNs < best.errorBoundNs ? measured : best;
        }
        return judge(best.offsetNs, best.errorBoundNs, details);
    }

    @Override
    public String advice(final NetworkProbe probe) {
        return "latencies against the exchange's clock cannot be told without it";
    }

    /** What an offset and its bound, nanoseconds, come to. */
    static Judgement judge(final long offsetNs, final long boundNs, final List<String> details) {
        final String result = "the exchange's clock is " + Amounts.millis(Math.abs(offsetNs))
                + (offsetNs < 0 ? " behind" : " ahead of") + " this machine's, ± " + Amounts.millis(boundNs);
        if (Math.abs(offsetNs) - boundNs > MOST_NS) {
            return Judgement.warn(
                    result,
                    details,
                    "this machine's clock is wrong: let chrony or ntpd set it; latencies against the exchange mean nothing"
                            + " until then");
        }
        return Judgement.pass(result, details);
    }

    private static String signed(final long ns) {
        return (ns < 0 ? "-" : "+") + Amounts.millis(Math.abs(ns));
    }
}
