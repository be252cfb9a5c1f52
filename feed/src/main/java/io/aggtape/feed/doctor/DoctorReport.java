package io.aggtape.feed.doctor;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A diagnosis as Markdown, to be attached to a ticket. */
public final class DoctorReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private DoctorReport() {}

    /**
     * The whole report.
     *
     * @param title what was asked, for example the command line.
     * @param environment version, machine and JVM, a line each.
     */
    public static String markdown(
            final String title, final Instant date, final List<String> environment, final Diagnosis diagnosis) {
        final List<String> lines = new ArrayList<>();
        lines.add("# aggtape doctor: " + cell(title));
        lines.add("");
        lines.add("**Date:** " + DATE.format(date) + "  ");
        lines.add("**Status:** " + cell(diagnosis.status()) + "  ");
        environment.forEach(line -> lines.add(cell(line) + "  "));
        int number = 0;
        for (final Finding finding : diagnosis.findings()) {
            lines.add("");
            lines.add("## " + ++number + ". " + cell(finding.test()));
            lines.add("");
            addBlock(FindingText.lines(finding), lines);
        }
        lines.add("");
        lines.add("## Conclusion");
        lines.add("");
        lines.add(capital(cell(diagnosis.conclusion())) + ".");
        lines.add("");
        lines.add("## Summary");
        lines.add("");
        lines.add("| Test | Result | Details |");
        lines.add("| --- | --- | --- |");
        for (final Finding finding : diagnosis.findings()) {
            lines.add("| " + cell(finding.test()) + " | " + finding.verdict() + " | " + cell(finding.result()) + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    /** As it is, in a fence that is longer than any in it. */
    private static void addBlock(final List<String> text, final List<String> lines) {
        String fence = "```";
        while (String.join("\n", text).contains(fence)) {
            fence += "`";
        }
        lines.add(fence + "text");
        lines.addAll(text);
        lines.add(fence);
    }

    /** On one line, with nothing that ends a table's cell or begins a tag. */
    private static String cell(final String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replace("|", "\\|").replace("<", "&lt;");
    }

    private static String capital(final String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
