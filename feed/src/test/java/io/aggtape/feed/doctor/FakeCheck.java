package io.aggtape.feed.doctor;

import java.util.List;
import java.util.concurrent.Callable;

/** A test that comes to what it is told. */
record FakeCheck(String name, Area area, Callable<Judgement> work) implements Check {
    /** Hears nothing. */
    static final DoctorListener DEAF = new DoctorListener() {
        @Override
        public void onBegun(final Check check) {}

        @Override
        public void onFinding(final Finding finding) {}
    };

    static FakeCheck of(final String name, final Area area, final Verdict verdict) {
        return new FakeCheck(
                name, area, () -> new Judgement(verdict, name + " came to " + verdict, List.of("a detail"), "do it"));
    }

    @Override
    public Finding run() throws InterruptedException {
        try {
            return work.call().finding(this, 3_000_000);
        } catch (final InterruptedException | RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
