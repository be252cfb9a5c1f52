package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.pipeline.LatencyRun.Span;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
    private static final long START_MS = 1_790_000_000_000L;

    @TempDir
    private Path folder;

    private final HopRecorder parsed = new HopRecorder(Hop.RECEIVE_TO_PARSED);
    private final HopRecorder published = new HopRecorder(Hop.RECEIVE_TO_PUBLISH);
    private final long[] nowMs = {START_MS};

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("run.hlog");
    }

    @Test
    void shouldWriteIntervalsThatTheStandardReaderReadsBackWithTags() throws IOException {
        try (LatencyLog log = log()) {
            parsed.record(1_000);
            nowMs[0] += 1_000;
            log.rotate();
            parsed.record(3_000);
            published.record(500);
            nowMs[0] += 250;
        }

        final List<Histogram> intervals = standardRead();
        assertThat(intervals)
                .extracting(Histogram::getTag)
                .containsExactly("receive-parsed", "receive-publish", "receive-parsed", "receive-publish");
        assertThat(intervals).extracting(Histogram::getTotalCount).containsExactly(1L, 0L, 1L, 1L);
        assertThat(intervals.get(0).getStartTimeStamp()).isEqualTo(START_MS);
        assertThat(intervals.get(2).getStartTimeStamp()).isEqualTo(START_MS + 1_000);
        assertThat(intervals.get(2).getEndTimeStamp()).isEqualTo(START_MS + 1_250);
    }

    @Test
    void shouldLoseNothingWhereItsThreadIsInterrupted() throws IOException {
        try (LatencyLog log = log()) {
            parsed.record(1_000);
            Thread.currentThread().interrupt();
            log.rotate();
            parsed.record(2_000);
            log.rotate();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(standardRead()).extracting(Histogram::getTotalCount).containsExactly(1L, 0L, 1L, 0L, 0L, 0L);
    }

    @Test
    void shouldBeginWithStartTimeLegendAndEnvironment() throws IOException {
        log().close();

        assertThat(Files.readAllLines(file))
                .contains("#[jdk 17 on 2 cpus]", "#[Histogram log format version 1.3]")
                .anyMatch(line -> line.startsWith("#[StartTime: 1790000000.000 (seconds since epoch)"))
                .anyMatch(line -> line.startsWith("#[BaseTime: 1790000000.000"))
                .anyMatch(line -> line.startsWith("\"StartTimestamp\",\"Interval_Length\""));
    }

    @Test
    void shouldSayAtItsEndWhatDidNotFit() throws IOException {
        try (LatencyLog log = log()) {
            parsed.record(Long.MAX_VALUE);
            parsed.record(-1);
            log.rotate();
            assertThat(log.overflowCount()).isEqualTo(1);
        }

        assertThat(Files.readAllLines(file))
                .contains(
                        "#[receive-parsed: 1 above 1 h, recorded as 1 h]",
                        "#[receive-parsed: 1 negative, not in this tag]");
        assertThat(LatencyRun.read(file, Span.ALL).report().format()).contains("receive-parsed: 1 of 1 h or more");
    }

    @Test
    void shouldNeverOverwriteAnotherRun() throws IOException {
        log().close();

        assertThatThrownBy(this::log).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void shouldReportTheSameWhileItRunsAndFromItsFile() throws IOException {
        final LatencyReport live;
        try (LatencyLog log = log()) {
            for (int i = 1; i <= 10_000; i++) {
                parsed.record(i * 100L);
                if (i % 1_000 == 0) {
                    log.rotate();
                }
            }
            live = log.report();
        }

        assertThat(LatencyRun.read(file, Span.ALL).report()).isEqualTo(live);
        assertThat(live.rows()).extracting(LatencyReport.Row::tag).containsExactly("receive-publish", "receive-parsed");
        final LatencyReport.Row row = live.rows().get(1);
        assertThat(row.count()).isEqualTo(10_000);
        assertThat(row.percentiles().p50Ns()).isBetween(499_500L, 500_600L);
        assertThat(row.percentiles().p9999Ns()).isBetween(999_000L, 1_001_000L);
        assertThat(row.meanNs()).isBetween(499_000.0, 501_000.0);
    }

    @Test
    void shouldPrintTheSameInEveryLocale() throws IOException {
        final LatencyLog log = log();
        parsed.record(1_500);
        log.close();
        final Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(LatencyRun.read(file, Span.ALL).report().format())
                    .contains("1.500")
                    .doesNotContain("1,500");
        } finally {
            Locale.setDefault(locale);
        }
        assertThat(LatencyRun.read(file, Span.ALL).report().toMaps().get(1))
                .containsEntry("hop", "receive-parsed")
                .containsEntry("p50Ns", 1_500L);
    }

    private LatencyLog log() throws IOException {
        return new LatencyLog(file, List.of(parsed, published), () -> nowMs[0], List.of("jdk 17\non 2 cpus"));
    }

    private List<Histogram> standardRead() throws IOException {
        final List<Histogram> intervals = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                intervals.add((Histogram) next);
            }
        }
        return intervals;
    }
}
