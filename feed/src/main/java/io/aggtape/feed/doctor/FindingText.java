package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings for a person's eyes and as names and values. */
public final class FindingText {
    private static final String INDENT = "       ";
    private static final double NANOS_PER_MS = 1e6;

    private FindingText() {}

    /** A finding as lines of text: what it came to, its details below, and what to do. */
    public static List<String> lines(final Finding finding) {
        final List<String> lines = new ArrayList<>();
        lines.add("[" + finding.verdict() + "] " + finding.test() + took(finding) + ": " + finding.result());
        finding.details().stream().flatMap(String::lines).map(INDENT::concat).forEach(lines::add);
        if (!finding.remedy().isEmpty()) {
            lines.add(INDENT + "-> " + finding.remedy());
        }
        return lines;
    }

    /** The same as names and values: {@code test, area, verdict, result, details, remedy, tookMs}. */
    public static Map<String, Object> map(final Finding finding) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", finding.test());
        map.put("area", lower(finding.area()));
        map.put("verdict", finding.verdict().name());
        map.put("result", finding.result());
        map.put("details", finding.details());
        map.put("remedy", finding.remedy());
        map.put("tookMs", finding.tookNs() / NANOS_PER_MS);
        return map;
    }

    /** What all came to: {@code conclusion, status, blame, passed, warned, failed, skipped, complete}. */
    public static Map<String, Object> map(final Diagnosis diagnosis) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("conclusion", diagnosis.conclusion());
        map.put("status", diagnosis.status());
        map.put("blame", diagnosis.blame().map(FindingText::lower).orElse(null));
        map.put("passed", diagnosis.count(Verdict.PASS));
        map.put("warned", diagnosis.count(Verdict.WARN));
        map.put("failed", diagnosis.count(Verdict.FAIL));
        map.put("skipped", diagnosis.count(Verdict.SKIP));
        map.put("complete", diagnosis.isComplete());
        return map;
    }

    private static String took(final Finding finding) {
        return finding.verdict() == Verdict.SKIP ? "" : " (" + Amounts.seconds(finding.tookNs()) + ")";
    }

    private static String lower(final Area area) {
        return area.name().toLowerCase(Locale.ROOT);
    }
}
