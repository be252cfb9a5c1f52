package io.aggtape.feed.doctor;

import java.util.List;

/**
 * What one test found.
 *
 * @param test the test's name, for example {@code TLS handshake}.
 * @param area where the cause lies if it failed.
 * @param verdict what it came to.
 * @param result one line in plain words, for example {@code Connected in 2.39 seconds!}.
 * @param details what was found, a line each.
 * @param remedy what to do, in plain words; empty where there is nothing to do.
 * @param tookNs how long it took, nanoseconds.
 */
public record Finding(
        String test, Area area, Verdict verdict, String result, List<String> details, String remedy, long tookNs) {
    /** Keeps a copy of the details. */
    public Finding {
        details = List.copyOf(details);
    }

    /** Whether it failed. */
    public boolean isFailed() {
        return verdict == Verdict.FAIL;
    }
}
