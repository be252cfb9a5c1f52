package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/** Runs tests one after the other on the calling thread. A test that throws has failed; the next one still runs. */
public final class Doctor {
    private final List<Check> checks;
    private final NanoClock clock;

    /**
     * Keeps the tests, in the order in which they are to run.
     *
     * @param clock times a test that throws; the others time themselves.
     */
    public Doctor(final List<Check> checks, final NanoClock clock) {
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /**
     * Runs every test. An interrupt ends it: the diagnosis then holds what was found until there, and says so, and the
     * thread stays interrupted.
     */
    public Diagnosis run(final DoctorListener listener) {
        final List<Finding> findings = new ArrayList<>();
        for (final Check check : checks) {
            if (Thread.currentThread().isInterrupted()) {
                return new Diagnosis(findings, false);
            }
            listener.onBegun(check);
            final Finding finding;
            try {
                finding = run(check);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Diagnosis(findings, false);
            }
            findings.add(finding);
            listener.onFinding(finding);
        }
        return new Diagnosis(findings, true);
    }

    private Finding run(final Check check) throws InterruptedException {
        final long startNs = clock.nanoTime();
        try {
            return check.run();
        } catch (final InterruptedException e) {
            throw e;
        } catch (final Throwable fault) {
            return new Finding(
                    check.name(),
                    Area.APPLICATION,
                    Verdict.FAIL,
                    "the test itself died of " + fault,
                    StackText.of(fault),
                    "this is a fault of aggtape: report it with the stack trace",
                    clock.nanoTime() - startNs);
        }
    }
}
