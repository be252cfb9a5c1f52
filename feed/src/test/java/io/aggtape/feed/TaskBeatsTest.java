package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.TaskWatch;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import org.junit.jupiter.api.Test;

class TaskBeatsTest {
    private static final Throwable FAULT = new IllegalStateException("broken");

    private final Heartbeats heartbeats = new Heartbeats();
    private final TaskBeats beats = new TaskBeats(heartbeats, "aggtape-dns");
    private final Heartbeat first = heartbeats.all().get(0);

    @Test
    void shouldCallAFaultATroubleUntilTheNextTaskEndsAsItShould() {
        begin().end(FAULT);
        assertThat(first.fault()).isSameAs(FAULT);
        begin().end(FAULT);
        assertThat(first.fault()).isSameAs(FAULT);
        begin().end(null);
        assertThat(first.fault()).isNull();
        assertThat(first.faults()).isEqualTo(2);
    }

    @Test
    void shouldComeRoundToTheHeartbeatThatMetAFault() {
        final TaskWatch.Task one = begin();
        final TaskWatch.Task other = begin();
        one.end(null);
        other.end(FAULT);
        begin().end(null);
        begin().end(null);
        assertThat(heartbeats.all())
                .hasSize(2)
                .allSatisfy(heartbeat -> assertThat(heartbeat.fault()).isNull());
    }

    @Test
    void shouldNotTakeTheTaskThatMetAnOrderedFaultForOneThatEndedAsItShould() {
        first.orderFault(new IllegalStateException("ordered"));
        begin().end(null);
        assertThat(first.fault()).hasMessage("ordered");
    }

    private TaskWatch.Task begin() {
        return beats.begin("the lookup of localhost", 1_000);
    }
}
