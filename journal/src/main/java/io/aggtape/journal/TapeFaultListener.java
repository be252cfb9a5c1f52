package io.aggtape.journal;

/** Hears of faults while a tape is read; reading goes on after each. */
@FunctionalInterface
public interface TapeFaultListener {
    /** Hears nothing. */
    TapeFaultListener NONE = fault -> {};

    /** A fault was met; called on the thread that reads. */
    void onFault(TapeFault fault);
}
