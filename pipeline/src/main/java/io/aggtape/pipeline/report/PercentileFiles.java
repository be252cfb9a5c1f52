package io.aggtape.pipeline.report;

import io.aggtape.pipeline.LatencyRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Percentile distributions in the text form of HdrHistogram ({@code .hgrm}), in microseconds, which its plotters read. */
public final class PercentileFiles {
    private static final int STEPS_A_HALVING = 5;
    private static final double NS_A_US = 1_000.0;

    private PercentileFiles() {}

    /**
     * Writes a file for each hop of each run that recorded anything, {@code RUN-HOP.hgrm}, over any of the same name.
     *
     * @return the files, in the order of the runs.
     * @throws IOException where one can't be written.
     */
    public static List<Path> write(final Map<String, LatencyRun> runs, final Path directory) throws IOException {
        Files.createDirectories(directory);
        final List<Path> files = new ArrayList<>();
        for (final Map.Entry<String, LatencyRun> run : runs.entrySet()) {
            for (final String tag : run.getValue().tags()) {
                final Histogram values = run.getValue().histogram(tag);
                if (values.getTotalCount() > 0) {
                    final Path file = directory.resolve(fileName(run.getKey() + "-" + tag) + ".hgrm");
                    Files.writeString(file, distribution(values));
                    files.add(file);
                }
            }
        }
        return files;
    }

    /** All of them as one text, each below a comment that names its run and hop. */
    public static String text(final Map<String, LatencyRun> runs) {
        final StringBuilder out = new StringBuilder();
        runs.forEach((name, run) -> {
            for (final String tag : run.tags()) {
                if (run.histogram(tag).getTotalCount() > 0) {
                    out.append("#[").append(name).append(' ').append(tag).append(", us]\n");
                    out.append(distribution(run.histogram(tag))).append('\n');
                }
            }
        });
        return out.toString();
    }

    private static String distribution(final Histogram values) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            values.outputPercentileDistribution(out, STEPS_A_HALVING, NS_A_US);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** What could lead out of the directory, or is no good in a file's name, becomes an underscore. */
    private static String fileName(final String name) {
        return name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    }
}
