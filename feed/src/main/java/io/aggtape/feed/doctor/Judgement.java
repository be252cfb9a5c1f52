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
 */
record Judgement(Verdict verdict, String result, List<String> details, String remedy) {
    Judgement {
        details = List.copyOf(details);
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
        return new Judgement(verdict, result, all, remedy);
    }

    Finding finding(final Check check, final long tookNs) {
        return new Finding(check.name(), check.area(), verdict, result, details, remedy, tookNs);
    }
}
