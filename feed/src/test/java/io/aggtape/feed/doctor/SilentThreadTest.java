package io.aggtape.feed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import io.aggtape.pipeline.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the event-loop test says of threads that do not answer, on threads that are made up. */
class SilentThreadTest {
    private final Heartbeats heartbeats = new Heartbeats();
    private final FakeLoop loop = new FakeLoop();

    @Test
    void shouldNameAnAgentThatWasCreatedAndNeverStarted() throws Exception {
        heartbeats.make("feed");
        loop.silent = Set.of("feed", "parser", "metrics", "journal");

        final Judgement judgement = examine();

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.result()).isEqualTo("feed does not run what it is given: created but never started");
        assertThat(judgement.details())
                .contains("parser: not reached, since nothing comes from the feed thread")
                .anyMatch(line -> line.startsWith("repair: running"));
    }

    @Test
    void shouldNameHandlersThatWereNeverStartedBehindAFeedThatRuns() throws Exception {
        heartbeats.make("feed").start();
        loop.silent = Set.of("parser", "metrics", "journal");
        loop.silent.forEach(heartbeats::make);

        final Judgement judgement = examine();

        assertThat(judgement.result())
                .isEqualTo("parser does not run what it is given: created but never started (and 2 others)");
        assertThat(judgement.details())
                .anyMatch(line -> line.startsWith("feed: running"))
                .anyMatch(line ->
                        line.startsWith("journal: NO ANSWER within ") && line.endsWith(", created but never started"));
    }

    @Test
    void shouldNameAThreadThatEndedByAnException() throws Exception {
        final Heartbeat heartbeat = heartbeats.make("repair");
        heartbeat.start();
        heartbeat.fail(new IllegalStateException("bang"));
        loop.silent = Set.of("repair");
        loop.fault = Optional.of(new IllegalStateException("bang"));

        final Judgement judgement = examine();

        assertThat(judgement.result())
                .isEqualTo("a thread died of java.lang.IllegalStateException: bang; "
                        + "repair does not run what it is given: ended by an exception");
        assertThat(judgement.details()).anyMatch(line -> line.contains("SilentThreadTest"));
    }

    @Test
    void shouldSayThatThereIsNoSuchThread() throws Exception {
        loop.silent = Set.of("repair");

        assertThat(examine().result())
                .isEqualTo(
                        "repair does not run what it is given: no such thread lives: it was never started, or it has "
                                + "ended");
    }

    @Test
    void shouldBlameAHandlerThatOneOfTheFeedThreadsReaches() throws Exception {
        loop.roles = List.of("feed-0", "feed-1", "parser");
        loop.silent = Set.of("feed-1", "parser");

        final Judgement judgement = examine();

        assertThat(judgement.result())
                .startsWith("feed-1 does not run what it is given")
                .endsWith("(and 1 other)");
        assertThat(judgement.details()).anyMatch(line -> line.startsWith("parser: NO ANSWER"));
    }

    @Test
    void shouldSayWhatAThreadsCyclesWere() throws Exception {
        final Heartbeat heartbeat = heartbeats.make("feed");
        heartbeat.start();
        final long beginNs = heartbeat.beatNs();
        heartbeat.beat(beginNs + 60_000_000);

        assertThat(examine().details())
                .anyMatch(line ->
                        line.startsWith("feed: running") && line.contains(", longest cycle 60.0 ms, 1 slow cycle"));
    }

    @Test
    void shouldFailWhereATradeDidNotComeThrough() throws Exception {
        loop.withoutTrade = List.of("journal");

        assertThat(examine())
                .returns(Verdict.FAIL, Judgement::verdict)
                .satisfies(judgement -> assertThat(judgement.result()).endsWith("did not come through journal"));
    }

    @Test
    void shouldEndWhatItStarted() throws Exception {
        loop.silent = Set.of("repair");
        examine();
        assertThat(loop.steps).containsExactly("start", "close");
    }

    private Judgement examine() throws Exception {
        return new EventLoopCheck(loop, 1).examine();
    }

    /** Threads of which some do not answer. */
    private final class FakeLoop implements EventLoop {
        private final List<String> steps = new ArrayList<>();
        private List<String> roles = List.of("feed", "parser", "metrics", "journal", "repair");
        private Set<String> silent = Set.of();
        private Optional<Throwable> fault = Optional.empty();
        private List<String> withoutTrade = List.of();

        @Override
        public void start() {
            steps.add("start");
        }

        @Override
        public List<Heartbeat> heartbeats() {
            return heartbeats.all();
        }

        @Override
        public Probe probe() {
            final Probe probe = new Probe(roles);
            roles.stream().filter(role -> !silent.contains(role)).forEach(probe::onPassed);
            return probe;
        }

        @Override
        public Optional<Throwable> fault() {
            return fault;
        }

        @Override
        public List<String> rolesWithoutTrade() {
            return withoutTrade;
        }

        @Override
        public void close() {
            steps.add("close");
        }
    }
}
