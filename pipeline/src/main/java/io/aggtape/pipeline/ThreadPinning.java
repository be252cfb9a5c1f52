package io.aggtape.pipeline;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import net.openhft.affinity.Affinity;

/** Pins the thread that calls it and looks in {@code /proc} whether the kernel agrees, because affinity fails soft. */
public final class ThreadPinning {
    private static final Path STATUS = Path.of("/proc/thread-self/status");

    private ThreadPinning() {}

    /**
     * What became of one thread.
     *
     * @param cpu where it is pinned, as the kernel says; -1 where the plan does not pin it.
     */
    public record Placement(String role, int cpu) {
        /** Whether it is pinned. */
        public boolean isPinned() {
            return cpu >= 0;
        }

        @Override
        public String toString() {
            return role + (isPinned() ? " pinned to cpu " + cpu + ", verified" : " not pinned");
        }
    }

    /** As {@link #pinCurrentThread(String, int, CpuPlan)} for the only thread of a role. */
    public static Placement pinCurrentThread(final String role, final CpuPlan plan) {
        return pinCurrentThread(role, 0, plan);
    }

    /**
     * Pins the calling thread as the nth of its role, n from 0; does nothing where the plan does not pin it.
     *
     * @throws PinningFailedException where it did not take hold.
     */
    public static Placement pinCurrentThread(final String role, final int ordinal, final CpuPlan plan) {
        final int cpu = plan.cpuOf(role, ordinal);
        if (cpu < 0) {
            return new Placement(role, -1);
        }
        final List<Integer> actual;
        try {
            Affinity.setAffinity(cpu);
            actual = CpuTopology.allowedIn(STATUS);
        } catch (final RuntimeException | LinkageError e) {
            throw new PinningFailedException(
                    "can't pin " + role + " to cpu " + cpu + " (" + e.getMessage() + "): try --cpu none", e);
        }
        if (!actual.equals(List.of(cpu))) {
            throw new PinningFailedException(
                    "pinned " + role + " to cpu " + cpu + ", but the kernel lets it run on " + CpuList.format(actual)
                            + ": try --cpu none",
                    null);
        }
        return new Placement(role, cpu);
    }

    /**
     * Keeps the calling thread off the cores that the plan gives to feed threads, where any others are left. A thread that
     * only helps is not worth a refusal: what does not take hold is left as it is.
     */
    public static void keepOffFeedCores(final CpuPlan plan) {
        final BitSet others = plan.coresWithoutFeed();
        if (!others.isEmpty()) {
            Affinity.setAffinity(others);
        }
    }
}
