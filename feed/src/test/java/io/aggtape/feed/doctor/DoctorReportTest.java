package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorReportTest {
    private static final Finding PASSED = new Finding(
            "Upgrade",
            Area.NETWORK,
            Verdict.PASS,
            "Connected in 2.39 seconds!",
            List.of("status 101"),
            "",
            2_390_000_000L);

    private static final Finding FAILED = new Finding(
            "First trade",
            Area.NETWORK,
            Verdict.FAIL,
            "none of a|b <c>\nin 60 s",
            List.of("```", "two\nlines"),
            "look at\tthe symbols",
            60_000_000_000L);

    private static final Finding SKIPPED =
            new Finding("Ids", Area.NETWORK, Verdict.SKIP, "not tried: First trade failed", List.of(), "", 0);

    @Test
    void shouldPrintAFindingInTheOldShape() {
        assertThat(FindingText.lines(PASSED))
                .containsExactly("[PASS] Upgrade (2.390 s): Connected in 2.39 seconds!", "       status 101");
    }

    @Test
    void shouldPrintTheRemedyOfAFailureBelowItsDetails() {
        assertThat(FindingText.lines(FAILED))
                .containsExactly(
                        "[FAIL] First trade (60.000 s): none of a|b <c>\nin 60 s",
                        "       ```",
                        "       two",
                        "       lines",
                        "       -> look at\tthe symbols");
    }

    @Test
    void shouldPrintNoTimeOfWhatWasNotTried() {
        assertThat(FindingText.lines(SKIPPED)).containsExactly("[SKIP] Ids: not tried: First trade failed");
    }

    @Test
    void shouldWriteAReportThatCanBeAttachedToATicket() {
        final String report = DoctorReport.markdown(
                "BTCUSDT",
                Instant.parse("2026-11-23T10:15:30Z"),
                List.of("Version: 0.1.0", "Machine: box"),
                new Diagnosis(List.of(PASSED, FAILED, SKIPPED), true));

        assertThat(report).isEqualTo("""
                # aggtape doctor: BTCUSDT

                **Date:** 2026-11-23 10:15:30 UTC \s
                **Status:** FAIL: 1 passed, 0 to look at, 1 failed, 1 not tried \s
                Version: 0.1.0 \s
                Machine: box \s

                ## 1. Upgrade

                ```text
                [PASS] Upgrade (2.390 s): Connected in 2.39 seconds!
                       status 101
                ```

                ## 2. First trade

                ````text
                [FAIL] First trade (60.000 s): none of a|b <c>
                in 60 s
                       ```
                       two
                       lines
                       -> look at\tthe symbols
                ````

                ## 3. Ids

                ```text
                [SKIP] Ids: not tried: First trade failed
                ```

                ## Conclusion

                The network fails at First trade: none of a\\|b &lt;c> in 60 s; the application side was not tested; this machine was not tested.

                ## Summary

                | Test | Result | Details |
                | --- | --- | --- |
                | Upgrade | PASS | Connected in 2.39 seconds! |
                | First trade | FAIL | none of a\\|b &lt;c> in 60 s |
                | Ids | SKIP | not tried: First trade failed |
                """);
    }
}
