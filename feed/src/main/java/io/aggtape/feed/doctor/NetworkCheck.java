package io.aggtape.feed.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One stage as a test: timed, not tried where the one that it needs has failed, and whatever it throws a finding. */
final class NetworkCheck implements Check {
    private static final int MAX_FRAMES = 12;

    private final NetworkProbe probe;
    private final String name;
    private final String needs;
    private final Area area;
    private final NetworkStage stage;

    /** Takes the name of the test without which it makes no sense, empty for none. */
    NetworkCheck(
            final NetworkProbe probe,
            final String name,
            final String needs,
            final Area area,
            final NetworkStage stage) {
        this.probe = probe;
        this.name = name;
        this.needs = needs;
        this.area = area;
        this.stage = stage;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Area area() {
        return area;
    }

    @Override
    public Finding run() throws InterruptedException {
        final String failed = probe.failedBefore(needs);
        if (!failed.isEmpty()) {
            probe.fail(name, failed);
            return Judgement.skip("not tried: " + failed + " failed").finding(this, 0);
        }
        final long startNs = probe.nanoTime();
        final Judgement judgement = judge();
        if (judgement.verdict() == Verdict.FAIL) {
            probe.fail(name, name);
        }
        return judgement.finding(this, probe.nanoTime() - startNs);
    }

    private Judgement judge() throws InterruptedException {
        try {
            return stage.run(probe);
        } catch (final IOException e) {
            return Failures.of(e, stage.advice(probe));
        } catch (final RuntimeException e) {
            return Judgement.fail(
                    "this test has broken: " + e,
                    trace(e),
                    "this is a fault of aggtape: please report it as it stands");
        }
    }

    private static List<String> trace(final RuntimeException fault) {
        final List<String> lines = new ArrayList<>();
        for (Throwable at = fault; at != null; at = at.getCause()) {
            lines.add((at == fault ? "" : "caused by ") + at);
            for (int i = 0; i < Math.min(MAX_FRAMES, at.getStackTrace().length); i++) {
                lines.add("    at " + at.getStackTrace()[i]);
            }
        }
        return lines;
    }
}
