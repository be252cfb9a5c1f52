package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts the real threads and gives each of them something to run, again and again: each says that it runs and how long
 * that took, or it is named, with its state and its stack.
 */
final class EventLoopCheck {
    private static final int ROUNDS = 20;
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long END_MS = 5_000;
    private static final List<String> HANDLERS = List.of("parser", "metrics", "journal", "handlers");

    private final EventLoop loop;
    private final long answerNs;
    private final Map<String, List<Long>> roundTrips = new TreeMap<>();

    EventLoopCheck(final EventLoop loop) {
        this(loop, ANSWER_NS);
    }

    /** A thread that does not answer within so many nanoseconds never does. */
    EventLoopCheck(final EventLoop loop, final long answerNs) {
        this.loop = loop;
        this.answerNs = answerNs;
    }

    /** Starts, asks, ends. */
    Judgement examine() throws IOException, InterruptedException {
        try {
            loop.start();
        } catch (final IOException | RuntimeException e) {
            end();
            final Optional<Judgement> refused = MachineFaults.of(e);
            if (refused.isPresent()) {
                return refused.get();
            }
            throw e;
        }
        try {
            for (int round = 0; round < ROUNDS; round++) {
                final Probe probe = loop.probe();
                if (!probe.await(answerNs)) {
                    return judgeSilence(probe);
                }
                probe.roles()
                        .forEach(role -> roundTrips
                                .computeIfAbsent(role, any -> new ArrayList<>())
                                .add(probe.roundTripNs(role)));
            }
            return judgeAnswers();
        } finally {
            end();
        }
    }

    private Judgement judgeSilence(final Probe probe) {
        final Optional<Judgement> refused = loop.fault().flatMap(MachineFaults::of);
        if (refused.isPresent()) {
            return refused.get();
        }
        final List<ThreadState> silent = probe.missing().stream()
                .filter(role -> !isBehindFeed(role, probe))
                .map(role -> ThreadState.of(role, heartbeat(role)))
                .toList();
        final List<String> details = new ArrayList<>();
        for (final String role : probe.roles()) {
            if (probe.isPassed(role)) {
                details.add(role + ": running, round trip " + Amounts.millis(probe.roundTripNs(role)) + cycles(role));
            } else if (isBehindFeed(role, probe)) {
                details.add(role + ": not reached, since nothing comes from the feed thread");
            }
        }
        for (final ThreadState state : silent) {
            details.add(state.role() + ": NO ANSWER within " + Amounts.seconds(answerNs) + ", " + state.words());
            details.addAll(state.stack());
        }
        loop.fault().ifPresent(fault -> details.addAll(StackText.of(fault)));
        final ThreadState first = silent.get(0);
        final String others = silent.size() == 1 ? "" : " (and " + Amounts.count(silent.size() - 1L, "other") + ")";
        return Judgement.fail(
                loop.fault().map(fault -> "a thread died of " + fault + "; ").orElse("") + first.role()
                        + " does not run what it is given: " + first.words() + others,
                details,
                "the stack shows where it hangs: a strategy must not block, and a pinned thread needs its core; "
                        + "what is no fault of yours, report with this output");
    }

    private Judgement judgeAnswers() {
        final List<String> details = new ArrayList<>();
        String slowest = "";
        long slowestNs = 0;
        for (final Map.Entry<String, List<Long>> entry : roundTrips.entrySet()) {
            final List<Long> sorted = entry.getValue().stream().sorted().toList();
            final long longestNs = sorted.get(sorted.size() - 1);
            if (longestNs > slowestNs) {
                slowestNs = longestNs;
                slowest = entry.getKey();
            }
            details.add(entry.getKey() + ": running, round trip " + Amounts.millis(sorted.get(sorted.size() / 2))
                    + ", the longest of " + sorted.size() + " " + Amounts.millis(longestNs)
                    + (longestNs > STALL_NS ? ", STALLED" : ", no stall") + cycles(entry.getKey()));
        }
        final String result = Amounts.count(roundTrips.size(), "thread") + " running, the longest round trip "
                + Amounts.millis(slowestNs) + " (" + slowest + ")";
        final List<String> without = loop.rolesWithoutTrade();
        final Optional<Judgement> refused = loop.fault().flatMap(MachineFaults::of);
        if (refused.isPresent()) {
            return refused.get().with(details);
        }
        if (loop.fault().isPresent()) {
            details.addAll(StackText.of(loop.fault().get()));
            return Judgement.fail("a thread died of " + loop.fault().get(), details, "report it with the stack trace");
        }
        if (!without.isEmpty()) {
            return Judgement.fail(
                    "every thread runs, but a trade that was put in did not come through " + String.join(", ", without),
                    details,
                    "where the directory of temporary files is full, free it or name another by -Djava.io.tmpdir");
        }
        details.add("a trade went from the feed thread to history, order flow and tape");
        return slowestNs > STALL_NS
                ? Judgement.warn(result, details, "something takes the cores away from it: see cores and jitter above")
                : Judgement.pass(result, details);
    }

    /** What a thread that gives signs of life says of its cycles. */
    private String cycles(final String role) {
        final Heartbeat heartbeat = heartbeat(role);
        return heartbeat == null
                ? ""
                : ", longest cycle " + Amounts.millis(heartbeat.longestNs()) + ", "
                        + Amounts.count(heartbeat.slowCycles(), "slow cycle");
    }

    private Heartbeat heartbeat(final String role) {
        return loop.heartbeats().stream()
                .filter(heartbeat -> heartbeat.role().equals(role))
                .findFirst()
                .orElse(null);
    }

    /** The handlers get nothing while every feed thread is silent. */
    private static boolean isBehindFeed(final String role, final Probe probe) {
        return HANDLERS.contains(role)
                && probe.roles().stream().filter(EventLoopCheck::isFeed).noneMatch(probe::isPassed);
    }

    private static boolean isFeed(final String role) {
        return role.startsWith(CpuPlan.FEED);
    }

    /** A thread that hangs may never end: then it is left to the end of the process. */
    private void end() throws InterruptedException {
        final boolean isInterrupted = Thread.interrupted();
        final Thread ending = new Thread(loop::close, "doctor-end");
        ending.setDaemon(true);
        ending.start();
        ending.join(END_MS);
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
