package io.aggtape.pipeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which thread runs on which CPU. Threads are named by role: {@code feed}, of which there may be several, and one for
 * each handler role of the run, for example {@code parser}, {@code metrics} and {@code journal}, or {@code handlers}
 * where one thread runs them all.
 */
public final class CpuPlan {
    /** The role of the threads that read sockets. */
    public static final String FEED = "feed";

    private static final String AUTO = "auto";
    private static final String NONE = "none";
    private static final String WAY_OUT = "use auto, none or, for example, feed=1,parser=2";

    private final String mode;
    private final String reason;
    private final CpuTopology topology;
    private final int feedThreads;
    private final List<String> handlerRoles;
    private final Map<String, List<Integer>> cpusByRole;

    private CpuPlan(
            final String mode,
            final String reason,
            final CpuTopology topology,
            final int feedThreads,
            final List<String> handlerRoles,
            final Map<String, List<Integer>> cpusByRole) {
        this.mode = mode;
        this.reason = reason;
        this.topology = topology;
        this.feedThreads = feedThreads;
        this.handlerRoles = List.copyOf(handlerRoles);
        this.cpusByRole = cpusByRole;
    }

    /**
     * Understands {@code auto}, {@code none} and lists such as {@code feed=1,parser=2,metrics=3,journal=4}; a role with
     * several threads takes several CPUs, {@code feed=1-2} or {@code feed=1+3}, one a thread. A role that is not named
     * is not pinned; roles may share a CPU.
     *
     * @param feedThreads how many feed threads there are, 1 or more.
     * @param handlerRoles the run's handler threads.
     * @throws IllegalArgumentException where the text makes no sense; the message says what to do.
     * @throws PinningFailedException where it names a CPU that this process may not use.
     */
    public static CpuPlan parse(
            final String text, final CpuTopology topology, final int feedThreads, final List<String> handlerRoles) {
        if (feedThreads < 1) {
            throw new IllegalArgumentException("there is 1 feed thread or more, not " + feedThreads);
        }
        final String mode = text.trim();
        return switch (mode) {
            case NONE -> new CpuPlan(NONE, "as asked", topology, feedThreads, handlerRoles, Map.of());
            case AUTO -> auto(topology, feedThreads, handlerRoles);
            default -> explicit(mode, topology, feedThreads, handlerRoles);
        };
    }

    /** Whether any thread is pinned. */
    public boolean isPinned() {
        return !cpusByRole.isEmpty();
    }

    /** Whether this role's threads are pinned. */
    public boolean isPinned(final String role) {
        return cpusByRole.containsKey(role);
    }

    /** The CPU of the nth thread of a role, n from 0; -1 where it is not pinned. */
    public int cpuOf(final String role, final int ordinal) {
        final List<Integer> cpus = cpusByRole.get(role);
        return cpus == null ? -1 : cpus.get(ordinal % cpus.size());
    }

    /** The CPUs of the feed threads, each once, in their order; none where they are not pinned. */
    public List<Integer> feedCpus() {
        return cpusByRole.getOrDefault(FEED, List.of()).stream().distinct().toList();
    }

    /** The threads that are pinned to this CPU, by name. */
    public List<String> threadsOn(final int cpu) {
        return threadsByCpu().getOrDefault(cpu, List.of());
    }

    /** The CPUs that threads may be pinned to, ascending. */
    public List<Integer> allowed() {
        return topology.allowed();
    }

    /** The handler threads' roles. */
    public List<String> handlerRoles() {
        return handlerRoles;
    }

    /** How many CPUs can be busy at once. */
    public int cores() {
        return topology.cores();
    }

    /** How many feed and handler threads there are. */
    public int threadCount() {
        return feedThreads + handlerRoles.size();
    }

    /** Whether every handler is pinned. */
    public boolean areHandlersPinned() {
        return cpusByRole.keySet().containsAll(handlerRoles);
    }

    /** Whether a pinned handler shares its CPU with another pinned thread. */
    public boolean doHandlersShare() {
        return threadsByCpu().values().stream()
                .anyMatch(names -> names.size() > 1 && names.stream().anyMatch(handlerRoles::contains));
    }

    /** Whether a pinned feed thread shares its CPU with another pinned thread. */
    public boolean doesFeedShare() {
        return threadsByCpu().values().stream().anyMatch(names -> names.size() > 1 && !handlerRoles.containsAll(names));
    }

    /** A plan that pins nothing, for runs where placement does not matter. */
    public static CpuPlan none() {
        return new CpuPlan(NONE, "as asked", CpuTopology.ofThisProcess(), 1, List.of(), Map.of());
    }

    /** The allowed cores that no feed thread is pinned to; none where no feed thread is pinned. */
    BitSet coresWithoutFeed() {
        final BitSet others = new BitSet();
        if (isPinned(FEED)) {
            topology.allowed().forEach(others::set);
            cpusByRole.get(FEED).forEach(others::clear);
        }
        return others;
    }

    /** What is in force and why, in one line. */
    public String explain() {
        final List<String> parts = new ArrayList<>();
        threadsByCpu()
                .forEach((cpu, names) -> parts.add(
                        String.join(", ", names) + (names.size() == 1 ? " alone on cpu " : " share cpu ") + cpu));
        final List<String> free = new ArrayList<>(List.of(FEED));
        free.addAll(handlerRoles);
        free.removeAll(cpusByRole.keySet());
        if (!free.isEmpty()) {
            parts.add((isPinned() ? String.join(", ", free) + " not pinned" : "no thread is pinned"));
        }
        return "cpu " + mode + ": " + String.join("; ", parts) + " (" + reason + "; allowed cpus "
                + topology.allowedText() + ")";
    }

    @Override
    public String toString() {
        return explain();
    }

    private static CpuPlan auto(final CpuTopology topology, final int feedThreads, final List<String> handlerRoles) {
        final Map<String, List<Integer>> cpus = new LinkedHashMap<>();
        final String reason;
        if (!topology.canPin()) {
            reason = "threads can't be pinned on this system";
        } else if (topology.cores() < 2) {
            reason = "there is 1 core for all";
        } else {
            final List<Integer> allowed = topology.allowed();
            final int apart = Math.min(feedThreads, topology.cores() - handlerRoles.size());
            final int feedCpus = Math.max(1, apart);
            final int split = allowed.size() - feedCpus;
            // What a quota does not cover would only take turns with the feed's share of it.
            final int handlerCpus = Math.max(1, topology.cores() - feedCpus);
            cpus.put(FEED, allowed.subList(split, allowed.size()));
            for (int i = 0; i < handlerRoles.size(); i++) {
                cpus.put(handlerRoles.get(i), List.of(allowed.get(i % handlerCpus)));
            }
            reason = "a feed thread that spins wants a core to itself; " + topology.cores() + " cores";
        }
        return new CpuPlan(AUTO, reason, topology, feedThreads, handlerRoles, cpus);
    }

    private static CpuPlan explicit(
            final String text, final CpuTopology topology, final int feedThreads, final List<String> handlerRoles) {
        if (!topology.canPin()) {
            throw new IllegalArgumentException("threads can't be pinned on this system: use --cpu none");
        }
        final Map<String, List<Integer>> cpusByRole = new LinkedHashMap<>();
        for (final String part : text.split(",", -1)) {
            final int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + part + "' is no placement: " + WAY_OUT);
            }
            final String role = part.substring(0, equals).trim();
            final boolean isFeed = role.equals(FEED);
            if (!isFeed && !handlerRoles.contains(role)) {
                throw new IllegalArgumentException("no thread of this run is called '" + role + "': there are " + FEED
                        + ", " + String.join(", ", handlerRoles));
            }
            final List<Integer> cpus = cpus(role, part.substring(equals + 1), topology);
            if (cpus.size() > (isFeed ? feedThreads : 1)) {
                throw new IllegalArgumentException("'" + part + "' names " + cpus.size() + " cpus for "
                        + (isFeed ? feedThreads : 1) + " thread(s): name one a thread"
                        + (isFeed ? ", or use --feed-threads " + cpus.size() : ""));
            }
            if (cpusByRole.put(role, cpus) != null) {
                throw new IllegalArgumentException("'" + text + "' places " + role + " twice: name each role once");
            }
        }
        return new CpuPlan(text, "as asked", topology, feedThreads, handlerRoles, cpusByRole);
    }

    private static List<Integer> cpus(final String role, final String text, final CpuTopology topology) {
        final List<Integer> cpus;
        try {
            cpus = CpuList.parse(text.replace('+', ','));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the cpus of " + role + ": '" + text + "' is no cpu, range or sum such as 1, 1-2 or 1+3", e);
        }
        final Set<Integer> forbidden = new HashSet<>(cpus);
        topology.allowed().forEach(forbidden::remove);
        if (!forbidden.isEmpty()) {
            throw new PinningFailedException(
                    "the cpus of " + role + ": this process may not use cpu "
                            + CpuList.format(forbidden.stream().sorted().toList()) + ", only "
                            + topology.allowedText() + ": use one of these or --cpu auto",
                    null);
        }
        return cpus;
    }

    /** The pinned threads; feed threads with their number where there are several. */
    private Map<Integer, List<String>> threadsByCpu() {
        final Map<Integer, List<String>> threads = new TreeMap<>((a, b) -> b - a);
        for (int i = 0; i < feedThreads && isPinned(FEED); i++) {
            threads.computeIfAbsent(cpuOf(FEED, i), cpu -> new ArrayList<>())
                    .add(feedThreads == 1 ? FEED : FEED + '-' + i);
        }
        for (final String role : handlerRoles) {
            if (isPinned(role)) {
                threads.computeIfAbsent(cpuOf(role, 0), cpu -> new ArrayList<>())
                        .add(role);
            }
        }
        return threads;
    }
}
