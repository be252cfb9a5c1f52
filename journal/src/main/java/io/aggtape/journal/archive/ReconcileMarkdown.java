package io.aggtape.journal.archive;

import io.aggtape.journal.IdRange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A comparison as a report for a person; its last line is the SHA-256 of all before, so that a change shows. */
public final class ReconcileMarkdown {
    private final StringBuilder text = new StringBuilder();

    private ReconcileMarkdown() {}

    /**
     * The report.
     *
     * @param time when it was made.
     * @param version of this program.
     * @param part which part of both sides was compared, in words.
     */
    public static String of(final ReconcileReport report, final Instant time, final String version, final String part) {
        final ReconcileMarkdown markdown = new ReconcileMarkdown();
        markdown.head(report, time, version, part);
        markdown.inputs(report);
        markdown.totals(report);
        report.compared().forEach(markdown::details);
        markdown.sign();
        return markdown.text.toString();
    }

    private void head(final ReconcileReport report, final Instant time, final String version, final String part) {
        line("# Reconciliation of a tape with Binance's archive");
        line("");
        line("- Verdict: **" + (report.isEqual() ? "EQUAL" : "NOT EQUAL") + "**");
        line("- Date: " + time.truncatedTo(ChronoUnit.SECONDS));
        line("- Made by: aggtape " + version);
        line("- Tape: `" + report.journal() + "`, faults of its own met: " + report.tapeFaults());
        line("- Compared: " + part
                + "; id by id, and of each id price, quantity, first and last id, time (in the coarser"
                + " unit of both) and maker flag, as numbers");
        line("");
    }

    private void inputs(final ReconcileReport report) {
        line("## Archive files");
        line("");
        line("| file | symbol | rows | ids | CHECKSUM | SHA-256 |");
        line("| --- | --- | --- | --- | --- | --- |");
        for (final CheckedFile each : report.archives()) {
            final ArchiveCheck check = each.check();
            line("| " + each.file().name() + " | " + each.file().instrument() + " | " + check.rows() + " | "
                    + check.firstId() + ".." + check.lastId() + " | " + (check.isChecksumThere() ? "verified" : "none")
                    + " | `" + check.sha256() + "` |");
        }
        line("");
    }

    private void totals(final ReconcileReport report) {
        line("## Totals");
        line("");
        line(
                "| symbol | archive | tape | equal | missing | extra | different | invalidated since | not in the files' ids |"
                        + " missing per million | tape's content digest |");
        line("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (final ReconcileReport.Compared each : report.compared()) {
            final ReconcileReport.Counts counts = each.counts();
            line("| " + nameOf(each) + " | " + counts.archive() + " | " + counts.tape() + " | " + counts.equal() + " | "
                    + counts.missing() + " | " + counts.extra() + " | " + counts.different() + " | "
                    + counts.invalidated() + " | " + counts.uncovered() + " | " + each.missingPerMillion() + " | `"
                    + HexFormat.of().toHexDigits(each.digest()) + "` |");
        }
        line("");
        line("Missing: in the archive, not on the tape. Extra: on the tape, among the ids of a file, and not in it.");
        line("");
        line("## Defects of the archive");
        line("");
        line("| symbol | bad rows | duplicates | contradictions | rows in disorder | placeholders | quantity 0 |"
                + " ids absent |");
        line("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (final ReconcileReport.Compared each : report.compared()) {
            final ArchiveDefects defects = each.defects();
            line("| " + nameOf(each) + " | " + defects.badRows() + " | " + defects.duplicates() + " | "
                    + defects.contradictions() + " | " + defects.descents() + " | " + defects.placeholders() + " | "
                    + defects.zeroQuantities() + " | " + defects.absentIds() + " |");
        }
        line("");
    }

    private void details(final ReconcileReport.Compared compared) {
        if (compared.isEqual()) {
            return;
        }
        line("## " + nameOf(compared));
        line("");
        ranges("Missing on the tape, the first", compared.examples().missing());
        ranges("Extra on the tape, the first", compared.examples().extra());
        compared.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> line("- differs in " + field.getKey().label() + ": " + field.getValue()));
        compared.examples().different().forEach(words -> line("- " + words));
        line("");
    }

    private void ranges(final String title, final List<IdRange> ranges) {
        for (final IdRange range : ranges) {
            line("- " + title + ": " + range.firstId() + ".." + range.lastId() + " (" + range.size() + ")");
        }
    }

    private void sign() {
        final byte[] hash = ArchiveInput.sha256Digest().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        line("SHA-256 of all lines above: " + HexFormat.of().formatHex(hash));
    }

    private static String nameOf(final ReconcileReport.Compared compared) {
        return compared.market().label() + ":" + compared.symbol();
    }

    private void line(final String line) {
        text.append(line).append('\n');
    }
}
