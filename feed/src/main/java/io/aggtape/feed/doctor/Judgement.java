package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What facts come to, before anybody knows how long it took to gather them.
 *
 * @param verdict the verdict.
 * @param result one line in plain words.
 * @param details what was found, a line each.
 * @param remedy what to do; empty where there is nothing to do.
 * @param area where the cause lies; null for where the test looks for it.
 */
record Judgement(Verdict verdict, String result, List<String> details, String remedy, Area area) {
    Judgement {
        details = List.copyOf(details);
    }

    Judgement(final Verdict verdict, final String result, final List<String> details, final String remedy) {
        this(verdict, result, details, remedy, null);
    }

    static Judgement pass(final String result, final List<String> details) {
        return new Judgement(Verdict.PASS, result, details, "");
    }

    static Judgement warn(final String result, final List<String> details, final String remedy) {
        return new Judgement(Verdict.WARN, result, details, remedy);
    }

    static Judgement fail(final String result, final List<String> details, final String remedy) {
        return new Judgement(Verdict.FAIL, result, details, remedy);
    }

    static Judgement skip(final String result) {
        return new Judgement(Verdict.SKIP, result, List.of(), "");
    }

    /** The same with these details before its own. */
    Judgement with(final List<String> first) {
        final List<String> all = new ArrayList<>(first);
        all.addAll(details);
        return new Judgement(verdict, result, all, remedy, area);
    }

    /** The same of a cause that lies here, wherever the test looks for it. */
    Judgement in(final Area newArea) {
        return new Judgement(verdict, result, details, remedy, newArea);
    }

    Finding finding(final Check check, final long tookNs) {
        return finding(check.name(), check.area(), tookNs);
    }

    /** As the finding of a test that looks for causes in {@code usualArea}. */
    Finding finding(final String test, final Area usualArea, final long tookNs) {
        return new Finding(test, area == null ? usualArea : area, verdict, result, details, remedy, tookNs);
    }
}
