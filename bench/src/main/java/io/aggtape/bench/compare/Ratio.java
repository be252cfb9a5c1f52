package io.aggtape.bench.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the comparison.
 *
 * @param measure what is compared.
 * @param unit the unit of both values.
 * @param ours our value; NaN where it is missing.
 * @param reference the value it is compared with; NaN where it is missing or there is none.
 * @param referenceName who has the reference; where a value is missing, which row that is.
 * @param ratio what floor and aim are for: ours by reference or the reverse, or our value itself; NaN where missing.
 * @param floor the least that is promised.
 * @param aim what is aimed at; NaN for none.
 * @param isSmallerBetter whether the ratio must be at most, and not at least, floor and aim.
 */
record Ratio(
        String measure,
        String unit,
        double ours,
        double reference,
        String referenceName,
        double ratio,
        double floor,
        double aim,
        boolean isSmallerBetter) {
    /** {@code aim}, {@code floor}, {@code missed}, or {@code missing} where a row is not there. */
    String met() {
        if (Double.isNaN(ratio)) {
            return "missing";
        }
        if (reaches(aim)) {
            return "aim";
        }
        return reaches(floor) ? "floor" : "missed";
    }

    /** The names and values of {@code ratios.json}; null for what is missing. */
    Map<String, Object> toMap() {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("measure", measure);
        fields.put("unit", unit);
        fields.put("ours", orNull(ours));
        fields.put("reference", orNull(reference));
        fields.put("referenceName", referenceName);
        fields.put("ratio", orNull(ratio));
        fields.put("floor", orNull(floor));
        fields.put("aim", orNull(aim));
        fields.put("smallerIsBetter", isSmallerBetter);
        fields.put("met", met());
        return fields;
    }

    private boolean reaches(final double limit) {
        return !Double.isNaN(limit) && (isSmallerBetter ? ratio <= limit : ratio >= limit);
    }

    private static Double orNull(final double value) {
        return Double.isNaN(value) ? null : value;
    }
}
