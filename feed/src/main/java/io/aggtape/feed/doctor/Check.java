package io.aggtape.feed.doctor;

/** One test of the doctor. It has a time-out of its own and never takes much longer; whatever goes wrong is a finding. */
public interface Check {
    /** Its name. */
    String name();

    /** Where the cause lies if it fails. */
    Area area();

    /**
     * Runs it.
     *
     * @throws InterruptedException where the doctor is told to stop.
     */
    Finding run() throws InterruptedException;
}
