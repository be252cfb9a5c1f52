package io.aggtape.feed.cli;

import io.aggtape.journal.IdRange;
import io.aggtape.journal.archive.ArchiveDefects;
import io.aggtape.journal.archive.CheckedFile;
import io.aggtape.journal.archive.ReconcileReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints a comparison, for a person or as what JSON is made of. */
final class ReconcilePrinter {
    private ReconcilePrinter() {}

    static void print(final ReconcileReport report, final PrintWriter out) {
        for (final ReconcileReport.Compared compared : report.compared()) {
            final ReconcileReport.Counts counts = compared.counts();
            final ArchiveDefects defects = compared.defects();
            out.println(nameOf(compared) + "  archive " + counts.archive() + "  tape " + counts.tape() + "  equal "
                    + counts.equal() + "  missing " + counts.missing() + "  extra " + counts.extra() + "  different "
                    + counts.different() + "  invalidated since " + counts.invalidated() + "  not in the files' ids "
                    + counts.uncovered() + "  missing per million " + compared.missingPerMillion());
            if (!defects.isNone()) {
                out.println("  archive: bad rows " + defects.badRows() + "  duplicates " + defects.duplicates()
                        + "  contradictions " + defects.contradictions() + "  rows in disorder " + defects.descents()
                        + "  quantity 0 " + defects.zeroQuantities() + "  ids absent " + defects.absentIds());
            }
            compared.examples().missing().forEach(ids -> out.println("  missing " + text(ids)));
            compared.examples().extra().forEach(ids -> out.println("  extra " + text(ids)));
            compared.examples().different().forEach(words -> out.println("  different " + words));
        }
        if (report.tapeFaults() > 0) {
            out.println("faults of the tape " + report.tapeFaults() + ": aggtape verify names them");
        }
        out.println(report.isEqual() ? "equal" : "NOT EQUAL");
    }

    static Map<String, Object> toMap(final ReconcileReport report, final Instant time, final String part) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("equal", report.isEqual());
        map.put("time", time.toString());
        map.put("version", Version.current());
        map.put("journal", report.journal().toString());
        map.put("tapeFaults", report.tapeFaults());
        map.put("part", part);
        map.put(
                "archives",
                report.archives().stream().map(ReconcilePrinter::toMap).toList());
        map.put(
                "symbols",
                report.compared().stream().map(ReconcilePrinter::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(final CheckedFile archive) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", archive.file().path().toString());
        map.put("market", archive.file().market().label());
        map.put("symbol", archive.file().symbol());
        map.put("sha256", archive.check().sha256());
        map.put("checksumVerified", archive.check().isChecksumThere());
        map.put("rows", archive.check().rows());
        return map;
    }

    private static Map<String, Object> toMap(final ReconcileReport.Compared compared) {
        final ReconcileReport.Counts counts = compared.counts();
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", compared.market().label());
        map.put("symbol", compared.symbol());
        map.put("equal", compared.isEqual());
        map.put("archiveTrades", counts.archive());
        map.put("tapeTrades", counts.tape());
        map.put("equalTrades", counts.equal());
        map.put("missing", counts.missing());
        map.put("extra", counts.extra());
        map.put("different", counts.different());
        map.put("invalidatedSince", counts.invalidated());
        map.put("uncovered", counts.uncovered());
        map.put("missingPerMillion", compared.missingPerMillion());
        final Map<String, Object> fields = new TreeMap<>();
        compared.fields().forEach((field, count) -> fields.put(field.label(), count));
        map.put("differentFields", fields);
        map.put("firstMissing", ranges(compared.examples().missing()));
        map.put("firstExtra", ranges(compared.examples().extra()));
        map.put("firstDifferent", compared.examples().different());
        map.put("archiveDefects", toMap(compared.defects()));
        map.put("contentDigest", HexFormat.of().toHexDigits(compared.digest()));
        return map;
    }

    private static Map<String, Object> toMap(final ArchiveDefects defects) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("badRows", defects.badRows());
        map.put("duplicates", defects.duplicates());
        map.put("contradictions", defects.contradictions());
        map.put("rowsInDisorder", defects.descents());
        map.put("placeholders", defects.placeholders());
        map.put("zeroQuantities", defects.zeroQuantities());
        map.put("absentIds", defects.absentIds());
        return map;
    }

    private static List<Object> ranges(final List<IdRange> ranges) {
        final List<Object> pairs = new ArrayList<>();
        ranges.forEach(range -> pairs.add(List.of(range.firstId(), range.lastId())));
        return pairs;
    }

    private static String text(final IdRange ids) {
        return ids.firstId() + ".." + ids.lastId() + " (" + ids.size() + ")";
    }

    private static String nameOf(final ReconcileReport.Compared compared) {
        return compared.market().label() + ":" + compared.symbol();
    }
}
