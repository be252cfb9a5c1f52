package io.aggtape.feed.doctor;

import java.io.IOException;

/**
 * One stage as a test: timed, not tried where the one that it needs has failed, and a fault of the network a finding.
 *
 * @param needs the name of the test without which it makes no sense, empty for none.
 */
record NetworkCheck(NetworkProbe probe, String name, String needs, Area area, NetworkStage stage) implements Check {
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
        } catch (final RuntimeException | Error e) {
            // No fault of the network: what runs the tests makes a finding of it.
            probe.fail(name, name);
            throw e;
        }
    }
}
