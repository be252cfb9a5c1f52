package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneFaultAgentTest {
    @Test
    void shouldEndTheThreadAtTheFirstFaultAndTellItsCause() throws InterruptedException {
        final AtomicInteger cycles = new AtomicInteger();
        final Heartbeat heartbeat = new Heartbeats().make("broken");
        final List<Throwable> told = new CopyOnWriteArrayList<>();
        final AgentRunner runner = new AgentRunner(
                new NoOpIdleStrategy(),
                thrown -> told.add(OneFaultAgent.faultOf(thrown)),
                null,
                OneFaultAgent.of(
                        new Agent() {
                            @Override
                            public int doWork() {
                                cycles.incrementAndGet();
                                throw new IllegalStateException("broken");
                            }

                            @Override
                            public String roleName() {
                                return "broken";
                            }
                        },
                        heartbeat));

        AgentRunner.startOnThread(runner).join(10_000);

        assertThat(cycles).hasValue(1);
        assertThat(told).singleElement().satisfies(fault -> assertThat(fault).hasMessage("broken"));
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.FAILED);
        assertThat(heartbeat.fault()).hasMessage("broken");
        runner.close();
    }

    @Test
    void shouldSayMeanwhileWhatADutyCycleWaitsFor() {
        final Heartbeat heartbeat = new Heartbeats().make("upkeep");
        final List<Heartbeat.Phase> phases = new ArrayList<>();
        final OneFaultAgent agent = OneFaultAgent.ofAwaiting(
                new Agent() {
                    @Override
                    public int doWork() {
                        phases.add(heartbeat.phase());
                        return 3;
                    }

                    @Override
                    public String roleName() {
                        return "upkeep";
                    }
                },
                heartbeat,
                "the disk",
                TimeUnit.SECONDS.toNanos(10));

        agent.onStart();
        assertThat(agent.doWork()).isEqualTo(3);
        assertThat(agent.doWork()).isEqualTo(3);

        assertThat(phases).containsOnly(Heartbeat.Phase.AWAITING);
        assertThat(heartbeat.activity()).isEqualTo("the disk");
        assertThat(heartbeat.awaitedUntilNs() - heartbeat.beatNs()).isGreaterThan(TimeUnit.SECONDS.toNanos(9));
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.RUNNING);
        assertThat(heartbeat.cycles()).as("cycles, the waits not among them").isEqualTo(2);
    }

    @Test
    void shouldAwaitTheDiskWhereTheTapesFilesAreCaredFor(@TempDir final Path journal) throws IOException {
        try (WatchedRecorder watched = new WatchedRecorder(journal)) {
            assertThat(watched.heartbeat("tape-upkeep").activity()).isEqualTo("the disk");
        }
    }
}
