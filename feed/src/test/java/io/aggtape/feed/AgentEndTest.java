package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;

/** An agent that ends only when it is interrupted. */
final class AgentEndTest {
    private final CountDownLatch working = new CountDownLatch(1);

    @Test
    void shouldTellInTheLogAndNotOnStderrThatAThreadDoesNotEnd() throws InterruptedException {
        final PrintStream stderr = System.err;
        final ByteArrayOutputStream told = new ByteArrayOutputStream();
        final AgentRunner runner = new AgentRunner(NoOpIdleStrategy.INSTANCE, thrown -> {}, null, new Hanging());
        AgentRunner.startOnThread(runner);
        working.await();
        try (LogLines log = LogLines.open();
                PrintStream taken = new PrintStream(told)) {
            System.setErr(taken);
            AgentEnd.await(runner, 10);
            assertThat(log.all())
                    .contains("WARN AgentEnd - thread hanging has not ended as it was asked to; it is interrupted and "
                            + "asked again");
        } finally {
            System.setErr(stderr);
        }
        assertThat(told.toString()).doesNotContain("retrying");
        assertThat(runner.isClosed()).isTrue();
    }

    /** Waits for what never comes. */
    private final class Hanging implements Agent {
        @Override
        public int doWork() throws InterruptedException {
            working.countDown();
            new CountDownLatch(1).await();
            return 0;
        }

        @Override
        public String roleName() {
            return "hanging";
        }
    }
}
