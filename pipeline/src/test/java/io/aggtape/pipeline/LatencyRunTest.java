package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.aggtape.pipeline.LatencyRun.Span;
import io.aggtape.pipeline.MaxOverTime.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyRunTest {
    private static final long START_MS = 1_790_000_000_000L;

    @TempDir
    private Path folder;

    private final HopRecorder parsed = new HopRecorder(Hop.RECEIVE_TO_PARSED);
    private final HopRecorder hiccup = new HopRecorder(Hop.HICCUP);
    private final HopRecorder otherHiccup = new HopRecorder(Hop.HICCUP);
    private final long[] nowMs = {START_MS};

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("run.hlog");
    }

    @Test
    void shouldTellItsNameItsStartAndItsEnvironment() throws IOException {
        threeSeconds();

        final LatencyRun run = LatencyRun.read(file, Span.ALL);
        assertThat(run.name()).isEqualTo("run");
        assertThat(run.isCut()).isFalse();
        assertThat(run.environment())
                .containsExactly(
                        entry("cpu-model", "AMD <EPYC> [x=1]"),
                        entry("jdk", ""),
                        entry("started", "2026-09-21T14:13:20Z"));
    }

    @Test
    void shouldBeReadByTheStandardReaderWithItsEnvironment() throws IOException {
        threeSeconds();

        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            int intervals = 0;
            while (reader.nextIntervalHistogram() != null) {
                intervals++;
            }
            assertThat(intervals).isEqualTo(12);
            assertThat(reader.getStartTimeSec()).isEqualTo(START_MS / 1_000.0);
        }
    }

    @Test
    void shouldHoldTheMaximumOfEachIntervalOverAllRecordersOfATag() throws IOException {
        threeSeconds();

        final LatencyRun run = LatencyRun.read(file, Span.ALL);
        assertThat(run.tags()).containsExactly("receive-parsed", "hiccup");
        assertThat(run.maxOverTime("hiccup").stretches())
                .containsExactly(
                        new Stretch(0, 1, 70), new Stretch(1, 2, 80), new Stretch(2, 3, 90), new Stretch(3, 3, 0));
        assertThat(run.histogram("hiccup").getTotalCount()).isEqualTo(6);
    }

    @Test
    void shouldLeaveOutNoIntervalThatIsOutOfOrder() throws IOException {
        threeSeconds();
        final LatencyReport inOrder = LatencyRun.read(file, Span.ALL).report();
        final List<String> backwards = new ArrayList<>(Files.readAllLines(file));
        Collections.reverse(backwards);

        Files.write(file, backwards);
        assertThat(LatencyRun.read(file, Span.ALL).report()).isEqualTo(inOrder);
    }

    @Test
    void shouldTakeTheIntervalsOfASpanAndNoOthers() throws IOException {
        threeSeconds();

        final LatencyRun run = LatencyRun.read(file, new Span(1, 2));
        assertThat(run.histogram("receive-parsed").getTotalCount()).isEqualTo(1);
        assertThat(run.histogram("receive-parsed").getMaxValue()).isEqualTo(200);
        assertThat(run.maxOverTime("hiccup").stretches()).containsExactly(new Stretch(1, 2, 80));
        assertThat(LatencyRun.read(file, new Span(9, 10)).report().rows())
                .extracting(LatencyReport.Row::count)
                .containsOnly(0L);
    }

    @Test
    void shouldReadALogThatIsCutAnywhereUpToTheCut() throws IOException {
        threeSeconds();
        final byte[] whole = Files.readAllBytes(file);
        final String text = Files.readString(file);
        final Path cut = folder.resolve("cut.hlog");

        for (int length = text.indexOf('\n') + 1; length <= whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            final LatencyRun run = LatencyRun.read(cut, Span.ALL);
            final int lineStart = text.lastIndexOf('\n', length - 1) + 1;
            // A value each, but for the last three intervals.
            final long values = Math.min(
                    9,
                    text.substring(0, lineStart)
                            .lines()
                            .filter(line -> line.startsWith("Tag="))
                            .count());
            final long read = run.tags().stream()
                    .mapToLong(tag -> run.histogram(tag).getTotalCount())
                    .sum();
            assertThat(read).as("cut at %d", length).isBetween(values, run.isCut() ? values : values + 1);
            assertThat(run.isCut()).as("cut at %d", length).isIn(false, text.charAt(lineStart % whole.length) == 'T');
        }
    }

    @Test
    void shouldRefuseWhatIsNoLogHoweverItEnds() throws IOException {
        Files.writeString(file, "hello");

        assertThatThrownBy(() -> LatencyRun.read(file, Span.ALL))
                .isInstanceOf(LatencyFileException.class)
                .hasMessageStartingWith(file + ", line 1: ");
    }

    @Test
    void shouldReadLogsOfOtherToolsWithoutTagsAndWithLongerValues() throws IOException {
        final Histogram foreign = new Histogram(10 * HopRecorder.MAX_NS, 2);
        foreign.recordValue(2 * HopRecorder.MAX_NS);
        final HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
        writer.outputIntervalHistogram(0, 1, foreign);
        writer.close();

        final LatencyReport.Row row =
                LatencyRun.read(file, Span.ALL).report().rows().get(0);
        assertThat(row.tag()).isEqualTo("untagged");
        assertThat(row.maxNs() / 1e9).isBetween(7_100.0, 7_300.0);
    }

    @Test
    void shouldReadLinesThatEndAsOnOtherSystems() throws IOException {
        threeSeconds();
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));

        final LatencyRun run = LatencyRun.read(file, Span.ALL);
        assertThat(run.histogram("receive-parsed").getTotalCount()).isEqualTo(3);
        assertThat(run.environment()).containsEntry("cpu-model", "AMD <EPYC> [x=1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "Tag=receive-parsed",
                "Tag=x,1.0,1.0,0.1",
                "Tag=x,1.0,1.0,0.1,%%%",
                "a,b,c,d",
                "0.0,1.0,0.1,HISTFAAAAAA=",
                "1,2,3,4,5"
            })
    void shouldNameFileAndLineOfALineThatIsNone(final String line) throws IOException {
        Files.writeString(file, "#[comment]\n\n" + line + "\n");

        assertThatThrownBy(() -> LatencyRun.read(file, Span.ALL))
                .isInstanceOf(LatencyFileException.class)
                .hasMessageStartingWith(file + ", line 3: ");
    }

    @Test
    void shouldNameFileAndLineOfAHistogramOfDoubles() throws IOException {
        final DoubleHistogram doubles = new DoubleHistogram(3);
        doubles.recordValue(1.5);
        final HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
        writer.outputIntervalHistogram(0, 1, doubles);
        writer.close();

        assertThatThrownBy(() -> LatencyRun.read(file, Span.ALL))
                .isInstanceOf(LatencyFileException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void shouldNameTheFileThatIsNoText() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> LatencyRun.read(file, Span.ALL))
                .isInstanceOf(LatencyFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldMergeATagOfSomeFiles() throws IOException {
        threeSeconds();
        final Path second = folder.resolve("second.hlog");
        try (LatencyLog log = new LatencyLog(second, List.of(parsed), () -> START_MS, List.of())) {
            parsed.record(9_000);
            log.rotate();
        }

        final Histogram merged = LatencyRun.merged(List.of(file, second), "receive-parsed");
        assertThat(merged.getTotalCount()).isEqualTo(4);
        assertThat(merged.getMaxValue()).isBetween(9_000L, 9_010L);
    }

    @Test
    void shouldPrintSeveralRunsUnderEachOtherAndNameThem() throws IOException {
        threeSeconds();
        final LatencyReport report = LatencyRun.read(file, Span.ALL).report();

        final Map<String, LatencyReport> reports = new LinkedHashMap<>();
        reports.put("a", report);
        reports.put("bee", report);
        assertThat(LatencyReport.format(reports).lines())
                .containsExactly(
                        "run  hop (us)        count    p50    p90    p99  p99.9  p99.99    max   mean",
                        "a    receive-parsed      3  0.200  0.300  0.300  0.300   0.300  0.300  0.200",
                        "a    hiccup              6  0.010  0.090  0.090  0.090   0.090  0.090  0.045",
                        "bee  receive-parsed      3  0.200  0.300  0.300  0.300   0.300  0.300  0.200",
                        "bee  hiccup              6  0.010  0.090  0.090  0.090   0.090  0.090  0.045");
    }

    /** Three intervals with a value of each recorder, and an empty one. */
    private void threeSeconds() throws IOException {
        try (LatencyLog log = new LatencyLog(
                file,
                List.of(parsed, hiccup, otherHiccup),
                () -> nowMs[0],
                List.of("cpu-model=AMD <EPYC> [x=1]", "jdk="))) {
            for (int second = 1; second <= 3; second++) {
                parsed.record(second * 100);
                hiccup.record(10);
                otherHiccup.record(60 + second * 10);
                nowMs[0] += 1_000;
                log.rotate();
            }
        }
    }
}
