package io.aggtape.feed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all tests came to.
 *
 * @param findings one a test that has run, in their order.
 * @param isComplete false where the doctor was told to stop before the last test.
 */
public record Diagnosis(List<Finding> findings, boolean isComplete) {
    /** What is read before anything is tried proves no side sound. */
    private static final Set<String> PRELIMINARY = Set.of(NetworkChecks.CONFIGURATION, LocalChecks.JVM);

    /** Keeps a copy. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** How many tests came to this. */
    public long count(final Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /**
     * Where the fault lies: network before what was asked of it before machine before application, since each can be the
     * cause of the next; empty without one.
     */
    public Optional<Area> blame() {
        return Stream.of(Area.values()).filter(area -> !failed(area).isEmpty()).findFirst();
    }

    /** In one line: how many tests passed, and so on. */
    public String status() {
        final String verdict = blame().isPresent() ? "FAIL" : isComplete ? "PASS" : "INCOMPLETE";
        return verdict + ": " + count(Verdict.PASS) + " passed, " + count(Verdict.WARN) + " to look at, "
                + count(Verdict.FAIL) + " failed, " + count(Verdict.SKIP) + " not tried"
                + (isComplete ? "" : "; stopped before the end");
    }

    /** What it means, in plain words: of the network, of the application side, of this machine. */
    public String conclusion() {
        final List<String> parts = new ArrayList<>();
        final List<Finding> network = failed(Area.NETWORK);
        final List<Finding> request = failed(Area.REQUEST);
        final List<Finding> application = failed(Area.APPLICATION);
        final List<Finding> machine = failed(Area.MACHINE);
        if (!network.isEmpty()) {
            parts.add("the network fails at " + told(network.get(0)) + also(network));
        } else {
            parts.add("the network " + (isTried(Area.NETWORK) ? "is fine" : "was not tested"));
        }
        if (!request.isEmpty()) {
            parts.add("what was asked for does not exist at the exchange: " + told(request.get(0)) + also(request));
        }
        final boolean isRestFine =
                application.isEmpty() && machine.isEmpty() && isTried(Area.APPLICATION) && isTried(Area.MACHINE);
        if (isRestFine && !(network.isEmpty() && request.isEmpty())) {
            parts.add("nothing on this machine was found at fault");
        } else {
            parts.add("the application side " + state(application, Area.APPLICATION, "is fine", "is not fine: "));
            parts.add("this machine " + state(machine, Area.MACHINE, "is fine", "is not as it should be: "));
        }
        final String looks = names(Verdict.WARN);
        if (!looks.isEmpty()) {
            parts.add("worth a look: " + looks);
        }
        if (!isComplete) {
            parts.add("stopped before the end");
        }
        return String.join("; ", parts);
    }

    private String state(final List<Finding> failed, final Area area, final String fine, final String bad) {
        if (failed.isEmpty()) {
            return isTried(area) ? fine : "was not tested";
        }
        return bad + told(failed.get(0)) + also(failed);
    }

    private boolean isTried(final Area area) {
        return findings.stream()
                .anyMatch(finding -> finding.area() == area
                        && finding.verdict() != Verdict.SKIP
                        && !PRELIMINARY.contains(finding.test()));
    }

    private List<Finding> failed(final Area area) {
        return findings.stream()
                .filter(finding -> finding.area() == area && finding.isFailed())
                .toList();
    }

    private String names(final Verdict verdict) {
        return findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::test)
                .collect(Collectors.joining(", "));
    }

    private static String told(final Finding finding) {
        return finding.test() + ": " + finding.result();
    }

    private static String also(final List<Finding> failed) {
        return failed.size() == 1
                ? ""
                : " (and " + failed.stream().skip(1).map(Finding::test).collect(Collectors.joining(", ")) + ")";
    }
}
