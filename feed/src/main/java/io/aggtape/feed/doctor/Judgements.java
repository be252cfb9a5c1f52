package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Puts what was found of several cores into one judgement, and gathers what was found of one. */
final class Judgements {
    private static final List<Verdict> GRAVEST_FIRST = List.of(Verdict.FAIL, Verdict.WARN, Verdict.PASS, Verdict.SKIP);

    private final List<String> faults = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final List<String> remedies = new ArrayList<>();

    /** Something that is not as it should be, and the command that mends it. */
    void fault(final String what, final String remedy) {
        faults.add(what);
        remedies.add(remedy);
    }

    /** Something that was found. */
    void detail(final String what) {
        details.add(what);
    }

    /** A warning of all faults; where there is none, this is fine. */
    Judgement warnOr(final String fine) {
        return faults.isEmpty()
                ? Judgement.pass(fine, details)
                : Judgement.warn(String.join("; ", faults), details, String.join("; ", remedies));
    }

    /** The gravest of what these cores come to, told of each. */
    static Judgement ofEach(final List<Integer> cpus, final IntFunction<Judgement> judge) {
        return of(cpus.stream().map(judge::apply).toList());
    }

    /** The gravest of these, of which there is one at least, and what each says. */
    static Judgement of(final List<Judgement> all) {
        return new Judgement(
                GRAVEST_FIRST.stream()
                        .filter(verdict -> all.stream().anyMatch(judgement -> judgement.verdict() == verdict))
                        .findFirst()
                        .orElseThrow(),
                all.stream().map(Judgement::result).distinct().collect(Collectors.joining("; ")),
                all.stream().flatMap(judgement -> judgement.details().stream()).toList(),
                all.stream()
                        .map(Judgement::remedy)
                        .filter(remedy -> !remedy.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")));
    }

    /** A file that this machine does not have, so that there is nothing to judge. */
    static Judgement absent(final String path, final String what) {
        return Judgement.skip("/" + path + " is absent: " + what + " cannot be told here");
    }
}
