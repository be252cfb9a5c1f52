package io.aggtape.feed.doctor;

/** Where the cause of a failed test lies, as far as a test can tell. */
public enum Area {
    /** Between this machine and the exchange, or at the exchange. */
    NETWORK,
    /** What was asked of the exchange, which does not have it. */
    REQUEST,
    /** This machine, its settings, and what was asked of it. */
    MACHINE,
    /** This program. */
    APPLICATION
}
