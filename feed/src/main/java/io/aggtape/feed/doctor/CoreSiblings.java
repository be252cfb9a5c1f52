package io.aggtape.feed.doctor;

import io.aggtape.pipeline.CpuList;
import io.aggtape.pipeline.CpuPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which other cpus share the execution units and the caches of one physical core with a cpu.
 *
 * @param cpu the cpu.
 * @param siblings the others, ascending; empty where the kernel does not tell.
 */
record CoreSiblings(int cpu, Optional<List<Integer>> siblings) {
    static CoreSiblings read(final KernelFiles files, final int cpu) {
        return new CoreSiblings(
                cpu,
                files.cpus(path(cpu))
                        .map(all -> all.stream().filter(other -> other != cpu).toList()));
    }

    boolean hasSiblings() {
        return siblings.filter(cpus -> !cpus.isEmpty()).isPresent();
    }

    Judgement judge(final KernelFiles files, final CpuPlan plan) {
        if (siblings.isEmpty()) {
            return Judgements.absent(path(cpu), "what shares the physical core of cpu " + cpu);
        }
        if (!hasSiblings()) {
            return Judgement.pass(
                    "cpu " + cpu + " shares its physical core with no other cpu that this kernel knows of", List.of());
        }
        final Judgements found = new Judgements();
        for (final int sibling : siblings.get()) {
            final List<String> threads = plan.threadsOn(sibling);
            if (!threads.isEmpty()) {
                found.fault(
                        "cpu " + cpu + " shares its physical core with cpu " + sibling + ", where the plan puts "
                                + String.join(", ", threads),
                        "place " + String.join(", ", threads) + " elsewhere by --cpu, for example "
                                + elsewhere(files, plan));
            } else if (CoreIsolation.read(files, sibling).isIsolated()) {
                found.detail("cpu " + sibling + ", its sibling, is isolated and nothing of this program is put there");
            } else {
                found.fault(
                        "cpu " + cpu + " shares its physical core with cpu " + sibling
                                + ", where the kernel may run anything",
                        "echo 0 | sudo tee /sys/devices/system/cpu/cpu" + sibling + "/online");
            }
        }
        return found.warnOr("nothing runs on the siblings of cpu " + cpu + " (cpu " + CpuList.format(siblings.get())
                + "), which share its physical core");
    }

    /** A placement whose handlers are on none of the feed's physical cores, where there is one. */
    private String elsewhere(final KernelFiles files, final CpuPlan plan) {
        final List<Integer> others = new ArrayList<>(plan.allowed());
        for (final int feed : plan.feedCpus()) {
            others.remove((Integer) feed);
            CoreSiblings.read(files, feed).siblings().ifPresent(others::removeAll);
        }
        if (others.isEmpty()) {
            return "there is no cpu left for it: give this program more physical cores";
        }
        final StringBuilder placement = new StringBuilder("--cpu feed=");
        placement.append(plan.feedCpus().stream()
                .map(String::valueOf)
                .reduce((a, b) -> a + "+" + b)
                .orElseThrow());
        for (int i = 0; i < plan.handlerRoles().size(); i++) {
            placement.append(',').append(plan.handlerRoles().get(i)).append('=').append(others.get(i % others.size()));
        }
        return placement.toString();
    }

    private static String path(final int cpu) {
        return "sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list";
    }
}
