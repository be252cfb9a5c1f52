package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedCheckTest {
    private static final long LONG_MS = 30_000;

    @Test
    void shouldFindWhatTheWorkComesTo() throws InterruptedException {
        final Finding finding =
                check(LONG_MS, () -> Judgement.pass("fine", List.of("a"))).run();

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.test()).isEqualTo("Disk");
        assertThat(finding.area()).isEqualTo(Area.MACHINE);
        assertThat(finding.tookNs()).isPositive();
    }

    @Test
    void shouldFailWithTheStackOfWhatHangs() throws InterruptedException {
        final CountDownLatch never = new CountDownLatch(1);
        final Finding finding = check(50, () -> {
                    never.await();
                    return Judgement.pass("fine", List.of());
                })
                .run();

        assertThat(finding.isFailed()).isTrue();
        assertThat(finding.result()).isEqualTo("no answer within 0.050 s");
        assertThat(finding.details()).anyMatch(line -> line.contains("CountDownLatch.await"));
    }

    @Test
    void shouldFailWhereTheSystemRefuses() throws InterruptedException {
        final Finding finding = check(LONG_MS, () -> {
                    throw new IOException("Input/output error");
                })
                .run();

        assertThat(finding.isFailed()).isTrue();
        assertThat(finding.area()).isEqualTo(Area.MACHINE);
        assertThat(finding.result()).contains("Input/output error");
    }

    @Test
    void shouldThrowWhatNobodyForesaw() {
        final Check check = check(LONG_MS, () -> {
            throw new IllegalStateException("bang");
        });
        assertThatThrownBy(check::run).hasRootCauseMessage("bang");
    }

    @Test
    void shouldEndItsWorkWhereTheDoctorIsToldToStop() {
        final CountDownLatch interrupted = new CountDownLatch(1);
        final Check check = check(LONG_MS, () -> {
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException e) {
                interrupted.countDown();
            }
            return Judgement.pass("fine", List.of());
        });
        Thread.currentThread().interrupt();

        assertThatThrownBy(check::run).isInstanceOf(InterruptedException.class);
        assertThat(interrupted.getCount()).isZero();
    }

    private static Check check(final long timeoutMs, final Callable<Judgement> work) {
        return new BoundedCheck("Disk", Area.MACHINE, timeoutMs, work);
    }
}
