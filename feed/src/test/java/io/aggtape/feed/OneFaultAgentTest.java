package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.Test;

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
        OneFaultAgent.end(runner);
    }

    @Test
    void shouldCallAnEndAFaultThatNobodyHasAskedFor() throws InterruptedException {
        final Heartbeat heartbeat = new Heartbeats().make("feed");
        final List<Throwable> told = new CopyOnWriteArrayList<>();
        final AgentRunner runner = idler(heartbeat, told);
        final Thread thread = AgentRunner.startOnThread(runner);
        thread.interrupt();
        thread.join(10_000);
        assertThat(told)
                .singleElement()
                .satisfies(fault -> assertThat(fault).hasMessage("thread feed ended, though nobody has asked it to"));
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.FAILED);
        assertThat(heartbeat.fault()).isSameAs(told.get(0));
        OneFaultAgent.end(runner);
    }

    @Test
    void shouldEndInOrderWhereItIsAskedTo() {
        final Heartbeat heartbeat = new Heartbeats().make("feed");
        final List<Throwable> told = new CopyOnWriteArrayList<>();
        final AgentRunner runner = idler(heartbeat, told);
        AgentRunner.startOnThread(runner);
        OneFaultAgent.end(runner);
        assertThat(told).isEmpty();
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.ENDED);
    }

    private static AgentRunner idler(final Heartbeat heartbeat, final List<Throwable> told) {
        return new AgentRunner(
                new SleepingMillisIdleStrategy(1),
                told::add,
                null,
                OneFaultAgent.of(
                        new Agent() {
                            @Override
                            public int doWork() {
                                return 0;
                            }

                            @Override
                            public String roleName() {
                                return heartbeat.role();
                            }
                        },
                        heartbeat));
    }

    @Test
    void shouldSayWhatAnAgentWaitsForThatDoesSoByDesign() {
        final Heartbeat heartbeat = new Heartbeats().make("tape-upkeep");
        final List<String> seen = new ArrayList<>();
        final OneFaultAgent agent = OneFaultAgent.ofWaiting(
                new Agent() {
                    @Override
                    public int doWork() {
                        seen.add(heartbeat.phase() + " " + heartbeat.activity());
                        assertThat(heartbeat.awaitedUntilNs() - System.nanoTime())
                                .isGreaterThan(TimeUnit.SECONDS.toNanos(5));
                        return 1;
                    }

                    @Override
                    public String roleName() {
                        return heartbeat.role();
                    }
                },
                heartbeat,
                "the disk");
        agent.onStart();
        assertThat(agent.doWork()).isEqualTo(1);
        assertThat(seen).containsExactly("AWAITING the disk");
        assertThat(heartbeat.phase()).isEqualTo(Heartbeat.Phase.RUNNING);
    }
}
