package io.aggtape.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThreadPinningTest {
    private final CpuTopology topology = CpuTopology.ofThisProcess();

    @BeforeEach
    void needLinux() {
        assumeTrue(topology.canPin(), "threads can only be pinned on Linux");
    }

    @Test
    void shouldKnowTheCpusOfThisProcess() throws Exception {
        final String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(each -> each.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow();

        assertThat(line).endsWith("\t" + topology.allowedText());
        assertThat(topology.cores()).isBetween(1, topology.allowed().size());
    }

    @Test
    void shouldPinAThreadToEachAllowedCpu() throws Exception {
        for (final int cpu : topology.allowed()) {
            final CpuPlan plan = CpuPlan.parse("feed=" + cpu, topology, 1, List.of("handlers"));
            final List<Integer> inForce = onANewThread(() -> {
                assertThat(ThreadPinning.pinCurrentThread("feed", plan))
                        .hasToString("feed pinned to cpu " + cpu + ", verified");
                return CpuTopology.allowedIn(Path.of("/proc/thread-self/status"));
            });
            assertThat(inForce).containsExactly(cpu);
        }
    }

    @Test
    void shouldLeaveAThreadAloneThatThePlanDoesNotPin() throws Exception {
        final CpuPlan plan = CpuPlan.parse("none", topology, 1, List.of("handlers"));

        final ThreadPinning.Placement placement = onANewThread(() -> ThreadPinning.pinCurrentThread("feed", plan));
        assertThat(placement.isPinned()).isFalse();
        assertThat(onANewThread(() -> CpuTopology.allowedIn(Path.of("/proc/thread-self/status"))))
                .isEqualTo(topology.allowed());
    }

    @Test
    void shouldSayWhereItDidNotTakeHold() throws Exception {
        final CpuTopology wrong = new CpuTopology(List.of(0, 1023), 2, true);
        final CpuPlan plan = CpuPlan.parse("feed=1023", wrong, 1, List.of("handlers"));
        assumeTrue(!topology.allowed().contains(1023), "this machine has a cpu 1023");

        onANewThread(() -> assertThatThrownBy(() -> ThreadPinning.pinCurrentThread("feed", plan))
                .isInstanceOf(PinningFailedException.class)
                .hasMessageContaining("feed")
                .hasMessageContaining("1023")
                .hasMessageContaining("--cpu none"));
    }

    private static <T> T onANewThread(final Callable<T> work) throws Exception {
        final FutureTask<T> task = new FutureTask<>(work);
        final Thread thread = new Thread(task);
        thread.start();
        return task.get();
    }
}
