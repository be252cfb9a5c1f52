package io.aggtape.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comparison as a table for a person: text, or Markdown for the README. */
final class RatioTable {
    private static final String[] HEAD = {"measure", "ours", "reference", "who", "ratio", "floor", "aim", "met"};

    private RatioTable() {}

    /** How the figures of the table came about, in one paragraph. */
    static String note(final String saturationOptions, final String latencyOptions) {
        return "\nEach client has one core alone, the load server the other. The product ran with '"
                + saturationOptions
                + "' in saturation and '"
                + latencyOptions
                + "' in latency. Medians of interleaved rounds; p99w and so on: median over windows of 100 ms.\n";
    }

    /** Columns padded with blanks. */
    static String text(final List<Ratio> ratios) {
        final List<String[]> lines = lines(ratios);
        final int[] widths = new int[HEAD.length];
        for (final String[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final String[] line : lines) {
            final StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                final boolean isText = i == 0 || i == 3 || i == 7;
                row.append(String.format("%" + (isText ? "-" : "") + widths[i] + "s  ", line[i]));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** A Markdown table. */
    static String markdown(final List<Ratio> ratios) {
        final StringBuilder text = new StringBuilder();
        for (final String[] line : lines(ratios)) {
            text.append("| ").append(String.join(" | ", line)).append(" |\n");
            if (line == HEAD) {
                text.append("|---|--:|--:|---|--:|--:|--:|---|\n");
            }
        }
        return text.toString();
    }

    private static List<String[]> lines(final List<Ratio> ratios) {
        final List<String[]> lines = new ArrayList<>();
        lines.add(HEAD);
        for (final Ratio ratio : ratios) {
            final boolean isValue =
                    Double.isNaN(ratio.reference()) && !ratio.met().equals("missing");
            lines.add(new String[] {
                ratio.measure(),
                number(ratio.ours()) + unit(ratio.ours(), ratio),
                number(ratio.reference()) + unit(ratio.reference(), ratio),
                ratio.referenceName(),
                isValue ? "-" : number(ratio.ratio()),
                number(ratio.floor()),
                number(ratio.aim()),
                ratio.met()
            });
        }
        return lines;
    }

    private static String unit(final double value, final Ratio ratio) {
        return Double.isNaN(value) ? "" : ' ' + ratio.unit();
    }

    /** Three digits that say something; whole where there are more. */
    static String number(final double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        final double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
