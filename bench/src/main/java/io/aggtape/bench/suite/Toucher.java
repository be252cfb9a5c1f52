package io.aggtape.bench.suite;

import io.aggtape.journal.TapeWriter;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** Runs a writer's page toucher on a thread of its own, as the recorder does; ends it before the writer closes. */
final class Toucher implements AutoCloseable {
    private final AgentRunner runner;

    Toucher(final TapeWriter writer) {
        runner = new AgentRunner(
                new SleepingMillisIdleStrategy(1),
                fault -> {
                    throw new IllegalStateException(fault);
                },
                null,
                writer.pageToucher());
        AgentRunner.startOnThread(runner);
    }

    @Override
    public void close() {
        runner.close();
    }
}
