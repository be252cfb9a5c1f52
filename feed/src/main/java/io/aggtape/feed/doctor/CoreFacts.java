package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.CpuTopology;
import io.aggtape.pipeline.PinningFailedException;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadPinning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cores of this process, and whether its threads can be pinned as planned.
 *
 * @param topology the cores.
 * @param quota the control group's limit of CPU time, if any.
 * @param plan which thread is to run where, in words.
 * @param isPinned whether the plan pins any thread.
 * @param placements what became of the threads that were pinned to try it out.
 * @param fault why one could not be pinned; empty where all could.
 */
record CoreFacts(
        CpuTopology topology,
        Optional<String> quota,
        String plan,
        boolean isPinned,
        List<String> placements,
        String fault) {
    private static final int CORES_FOR_COMFORT = 2;

    /** Pins the calling thread, which must not be needed after, as each thread of the plan in turn. */
    static CoreFacts read(final PipelineConfig config) {
        // A pinned thread sees one core.
        final CpuTopology topology = CpuTopology.ofThisProcess();
        final CpuPlan plan = config.cpuPlan();
        final List<String> placements = new ArrayList<>();
        String fault = "";
        try {
            for (int i = 0; i < config.feedThreads() && plan.isPinned(CpuPlan.FEED); i++) {
                placements.add(
                        ThreadPinning.pinCurrentThread(CpuPlan.FEED, i, plan).toString());
            }
            for (final String role : config.threading().handlerRoles()) {
                if (plan.isPinned(role)) {
                    placements.add(ThreadPinning.pinCurrentThread(role, plan).toString());
                }
            }
        } catch (final PinningFailedException e) {
            fault = e.getMessage();
        }
        return new CoreFacts(topology, MachineFile.cpuQuota(), plan.explain(), plan.isPinned(), placements, fault);
    }

    Judgement judge() {
        final List<String> details = new ArrayList<>(List.of(plan));
        details.addAll(placements);
        quota.ifPresent(limit -> details.add("the control group sets a limit: " + limit));
        final String cores = Amounts.count(topology.cores(), "core") + " (allowed cpus " + topology.allowedText() + ")";
        if (!fault.isEmpty()) {
            return Judgement.fail(cores + ", but " + fault, details, MachineFaults.PINNING_REMEDY);
        }
        if (topology.cores() < CORES_FOR_COMFORT) {
            return Judgement.warn(
                    cores + " for all threads",
                    details,
                    "give it two or more: with one, the feed thread waits while a handler works");
        }
        if (!topology.canPin()) {
            return Judgement.warn(
                    cores + ", but threads can't be pinned on this system",
                    details,
                    "record on Linux where latency matters");
        }
        return Judgement.pass(
                cores + ", "
                        + (isPinned ? "each thread was pinned and the kernel agrees" : "no thread is to be pinned"),
                details);
    }
}
