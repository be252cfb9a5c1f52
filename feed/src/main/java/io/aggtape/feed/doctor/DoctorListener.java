package io.aggtape.feed.doctor;

/** Told how the doctor comes along, on the doctor's thread. */
public interface DoctorListener {
    /** A test begins. */
    void onBegun(Check check);

    /** It has ended. */
    void onFinding(Finding finding);
}
