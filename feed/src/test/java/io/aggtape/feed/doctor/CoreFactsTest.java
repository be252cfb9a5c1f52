package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.CpuPlan;
import io.aggtape.pipeline.CpuTopology;
import io.aggtape.pipeline.OrderFlowConfig;
import io.aggtape.pipeline.PipelineConfig;
import io.aggtape.pipeline.ThreadingMode;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** On the cores of this machine. */
class CoreFactsTest {
    @Test
    void shouldCountTheCoresOfTheProcessAndNotThoseOfAPinnedThread() throws Exception {
        final CpuTopology topology = CpuTopology.ofThisProcess();
        Assumptions.assumeTrue(topology.canPin() && topology.cores() > 1, "this machine has no cores to pin to");
        final ThreadingMode threading = ThreadingMode.PARALLEL;
        final CpuPlan plan = CpuPlan.parse("auto", topology, 1, threading.handlerRoles());
        final FutureTask<CoreFacts> reading = new FutureTask<>(() -> CoreFacts.read(
                new PipelineConfig(64, 256, 1, threading, "blocking", plan, 64, OrderFlowConfig.ofLargeTrade("1"))));
        new Thread(reading, "pinned").start();

        final CoreFacts facts = reading.get();

        assertThat(facts.fault()).isEmpty();
        assertThat(facts.topology()).isEqualTo(topology);
        assertThat(facts.placements()).hasSize(4).allMatch(placement -> placement.endsWith(", verified"));
        assertThat(facts.judge().verdict()).isEqualTo(Verdict.PASS);
    }
}
