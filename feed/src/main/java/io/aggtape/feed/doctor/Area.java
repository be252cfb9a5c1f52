package io.aggtape.feed.doctor;

/** Where the cause of a failed test lies, as far as a test can tell. */
public enum Area {
    /** Between this machine and the exchange, or at the exchange. */
    NETWORK,
    /** This machine, its settings, and what was asked of it. */
    MACHINE,
    /** This program. */
    APPLICATION
}
