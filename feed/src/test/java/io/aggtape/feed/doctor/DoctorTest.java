package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void shouldRunEveryTestInOrderAndTellEachAsItComes() {
        final Diagnosis diagnosis =
                run(FakeCheck.of("one", Area.NETWORK, Verdict.FAIL), FakeCheck.of("two", Area.MACHINE, Verdict.PASS));

        assertThat(told).containsExactly("begin one", "one FAIL", "begin two", "two PASS");
        assertThat(diagnosis.findings()).extracting(Finding::test).containsExactly("one", "two");
        assertThat(diagnosis.isComplete()).isTrue();
    }

    @Test
    void shouldTakeATestThatThrowsForAFailureOfTheApplicationWithItsStack() {
        final Diagnosis diagnosis = run(
                new FakeCheck("broken", Area.NETWORK, () -> {
                    throw new IllegalStateException("bang");
                }),
                FakeCheck.of("two", Area.MACHINE, Verdict.PASS));

        final Finding finding = diagnosis.findings().get(0);
        assertThat(finding.isFailed()).isTrue();
        assertThat(finding.area()).isEqualTo(Area.APPLICATION);
        assertThat(finding.result()).contains("IllegalStateException: bang");
        assertThat(finding.details()).anyMatch(line -> line.contains("at io.aggtape.feed.doctor.DoctorTest"));
        assertThat(told).contains("two PASS");
    }

    @Test
    void shouldOutliveAnError() {
        final Diagnosis diagnosis = run(new FakeCheck("broken", Area.MACHINE, () -> {
            throw new NoClassDefFoundError("gone");
        }));

        assertThat(diagnosis.findings().get(0).result()).contains("NoClassDefFoundError: gone");
    }

    @Test
    void shouldEndWhereItIsToldToStopAndSaySo() {
        final Diagnosis diagnosis = run(
                FakeCheck.of("one", Area.MACHINE, Verdict.PASS),
                new FakeCheck("two", Area.MACHINE, () -> {
                    throw new InterruptedException();
                }),
                FakeCheck.of("three", Area.MACHINE, Verdict.PASS));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(diagnosis.isComplete()).isFalse();
        assertThat(diagnosis.findings()).hasSize(1);
        assertThat(diagnosis.status()).startsWith("INCOMPLETE: 1 passed").endsWith("stopped before the end");
        assertThat(diagnosis.conclusion()).endsWith("; stopped before the end");
    }

    @Test
    void shouldTryNothingWhereItWasToldToStopBefore() {
        Thread.currentThread().interrupt();

        final Diagnosis diagnosis = run(FakeCheck.of("one", Area.MACHINE, Verdict.PASS));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(diagnosis.isComplete()).isFalse();
        assertThat(told).isEmpty();
    }

    private Diagnosis run(final Check... checks) {
        return new Doctor(List.of(checks), System::nanoTime).run(new DoctorListener() {
            @Override
            public void onBegun(final Check check) {
                told.add("begin " + check.name());
            }

            @Override
            public void onFinding(final Finding finding) {
                told.add(finding.test() + " " + finding.verdict());
            }
        });
    }
}
