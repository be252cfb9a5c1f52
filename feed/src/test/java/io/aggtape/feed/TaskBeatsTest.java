package io.aggtape.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.feed.net.TaskWatch;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of threads that come and go with their tasks. */
final class TaskBeatsTest {
    private static final RuntimeException FAULT = new IllegalStateException("broken");

    private final LogLines log = LogLines.open().withInfoOf("io.aggtape.feed.TaskBeats");
    private final Heartbeats heartbeats = new Heartbeats();
    private final TaskBeats beats = new TaskBeats(heartbeats, "aggtape-dns");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldNameEachThreadThatIsNeededAtATimeAndTakeAFreeOneAgain() {
        final TaskWatch.Task one = beats.begin("one", 1);
        beats.begin("two", 1).end(null);
        one.end(null);
        beats.begin("three", 1).end(null);
        assertThat(heartbeats.all()).extracting(Heartbeat::role).containsExactly("aggtape-dns", "aggtape-dns-2");
    }

    @Test
    void shouldTellWhatHasEndedATaskWithItsStack() {
        beats.begin("the lookup of nowhere", 1).end(FAULT);
        assertThat(heartbeats.all().get(0).hasFault()).isTrue();
        assertThat(log.traces())
                .singleElement()
                .asString()
                .startsWith(
                        "ERROR TaskBeats - thread aggtape-dns: the lookup of nowhere was ended by a fault; recording")
                .contains("java.lang.IllegalStateException: broken")
                .contains("\tat " + TaskBeatsTest.class.getName());
    }

    @Test
    void shouldForgetAFaultAtTheNextTaskThatSucceedsOnWhateverThreadAndSayHowManyWereLost() {
        final TaskWatch.Task one = beats.begin("one", 1);
        final TaskWatch.Task two = beats.begin("two", 1);
        one.end(FAULT);
        two.end(FAULT);
        beats.begin("three", 1).end(null);
        assertThat(heartbeats.all()).noneMatch(Heartbeat::hasFault);
        assertThat(heartbeats.all().get(0).fault()).isSameAs(FAULT);
        assertThat(log.all())
                .last()
                .isEqualTo(
                        "INFO TaskBeats - threads aggtape-dns: three has succeeded again, after 2 that were ended by a "
                                + "fault");
        beats.begin("four", 1).end(null);
        assertThat(log.all()).hasSize(3);
    }

    @Test
    void shouldCountWhatWasOrderedAsTheTasksFault() {
        heartbeats.all().get(0).orderFault(FAULT);
        beats.begin("one", 1).end(null);
        assertThat(heartbeats.all().get(0).hasFault()).isTrue();
    }
}
