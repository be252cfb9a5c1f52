package io.aggtape.pipeline.report;

import io.aggtape.pipeline.LatencyReport;
import io.aggtape.pipeline.LatencyRun;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables of a page as HTML that is XML, too: the numbers a browser without scripts shows as well. */
final class PageTables {
    private PageTables() {}

    /** A row a run and hop, in microseconds. */
    static String numbers(final Map<String, LatencyRun> runs) {
        final StringBuilder out = new StringBuilder("<table class=\"numbers\">\n<thead><tr>");
        for (final String heading : List.of("run", "hop", "count", "p50", "p90", "p99", "p99.9", "p99.99", "max")) {
            out.append("<th scope=\"col\">").append(heading).append("</th>");
        }
        out.append("</tr></thead>\n");
        runs.forEach((name, run) -> {
            out.append("<tbody>\n");
            boolean isFirst = true;
            for (final LatencyReport.Row row : run.report().rows()) {
                out.append("<tr>").append("<th scope=\"row\"").append(isFirst ? "" : " class=\"again\"");
                out.append('>').append(escape(name)).append("</th>");
                isFirst = false;
                appendCells(out, row);
                out.append("</tr>\n");
            }
            out.append("</tbody>\n");
        });
        return out.append("</table>").toString();
    }

    /** A row a setting, a column a run; a setting that is not the same in all runs is marked. */
    static String environment(final Map<String, LatencyRun> runs) {
        final Set<String> settings = new LinkedHashSet<>();
        runs.values().forEach(run -> settings.addAll(run.environment().keySet()));
        if (settings.isEmpty()) {
            return "<p>The files do not say where they were recorded.</p>";
        }
        final StringBuilder out = new StringBuilder("<table class=\"environment\">\n<thead><tr><th></th>");
        runs.keySet()
                .forEach(name ->
                        out.append("<th scope=\"col\">").append(escape(name)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (final String setting : settings) {
            final boolean isSame = runs.values().stream()
                            .map(run -> run.environment().getOrDefault(setting, ""))
                            .distinct()
                            .count()
                    == 1;
            out.append(isSame ? "<tr>" : "<tr class=\"differs\">");
            out.append("<th scope=\"row\">").append(escape(setting)).append("</th>");
            runs.values()
                    .forEach(run -> out.append("<td>")
                            .append(escape(run.environment().getOrDefault(setting, "")))
                            .append("</td>"));
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table>").toString();
    }

    /** Text for an element or a quoted attribute; what XML can't hold becomes a replacement character. */
    static String escape(final String text) {
        final StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(point) ? point : '\ufffd');
            }
        });
        return out.toString();
    }

    /** XML 1.0, production 2. */
    private static boolean isXml(final int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }

    private static void appendCells(final StringBuilder out, final LatencyReport.Row row) {
        out.append("<th scope=\"row\" data-hop=\"").append(escape(row.tag())).append("\">");
        out.append(escape(row.tag())).append("</th>");
        out.append("<td>")
                .append(String.format(Locale.ROOT, "%,d", row.count()))
                .append("</td>");
        final LatencyReport.Percentiles values = row.percentiles();
        for (final long ns : new long[] {
            values.p50Ns(), values.p90Ns(), values.p99Ns(), values.p999Ns(), values.p9999Ns(), row.maxNs()
        }) {
            out.append("<td>").append(row.count() == 0 ? "–" : microseconds(ns)).append("</td>");
        }
    }

    /** As many digits as three that count, and thousands apart. */
    private static String microseconds(final long ns) {
        final double us = ns / 1_000.0;
        return String.format(Locale.ROOT, us < 10 ? "%.2f" : us < 100 ? "%.1f" : "%,.0f", us);
    }
}
