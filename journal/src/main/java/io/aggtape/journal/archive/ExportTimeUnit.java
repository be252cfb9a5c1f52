package io.aggtape.journal.archive;

/** The unit of time in exported archive files. */
public enum ExportTimeUnit {
    /** Binance's: milliseconds for futures and for spot before 2025, else microseconds; never cuts a time. */
    AUTO,
    /** Milliseconds; what is finer is cut. */
    MS,
    /** Microseconds. */
    US
}
