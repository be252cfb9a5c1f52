package io.aggtape.feed.doctor;

/** What one test of the doctor came to. */
public enum Verdict {
    /** As it should be. */
    PASS,
    /** It works, and something about it deserves a look. */
    WARN,
    /** It does not work. */
    FAIL,
    /** It was not tried: nothing to test here, or a test before it failed. */
    SKIP
}
