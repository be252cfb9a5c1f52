package io.aggtape.feed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aggtape.feed.liveness.LivenessWatch;
import io.aggtape.pipeline.Heartbeat;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lines that wait for who does not take them. */
final class LogQueueTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final LogQueue queue = new LogQueue("log-test", "a reader", text -> text.getBytes(UTF_8));

    @Test
    void shouldWriteLinesInTheirOrder() {
        queue.offer("a".getBytes(UTF_8), false, this::write);
        queue.offer("b".getBytes(UTF_8), true, this::write);
        queue.offer("c".getBytes(UTF_8), false, this::write);
        assertThat(queue.close(10_000)).isTrue();
        assertThat(written).containsExactly("a", "b", "c");
    }

    @Test
    void shouldDropOnlyWhatIsNotUrgentAndSayHowManyWhereNobodyReads() throws InterruptedException {
        block();
        for (int i = 0; i < LogQueue.CAPACITY; i++) {
            queue.offer(("info " + i).getBytes(UTF_8), false, this::write);
        }
        for (int i = 0; i < LogQueue.RESERVE; i++) {
            queue.offer(("error " + i).getBytes(UTF_8), true, this::write);
        }
        reading.countDown();
        assertThat(queue.close(10_000)).isTrue();
        assertThat(written.stream().filter(line -> line.startsWith("error"))).hasSize(LogQueue.RESERVE);
        assertThat(written)
                .contains(LogQueue.RESERVE
                        + " lines, of them 0 warnings or errors, were dropped: they could not be written in time")
                .endsWith("error " + (LogQueue.RESERVE - 1));
    }

    @Test
    void shouldKeepTheNewestUrgentLinesAndCountTheOthers() throws InterruptedException {
        block();
        for (int i = 0; i < LogQueue.CAPACITY + 3; i++) {
            queue.offer(("error " + i).getBytes(UTF_8), true, this::write);
        }
        reading.countDown();
        assertThat(queue.close(10_000)).isTrue();
        assertThat(written)
                .contains("3 lines, of them 3 warnings or errors, were dropped: they could not be written in time")
                .contains("error 3")
                .doesNotContain("error 2")
                .endsWith("error " + (LogQueue.CAPACITY + 2));
    }

    @Test
    void shouldSayThatSomethingWasLeftWhereNobodyReads() throws InterruptedException {
        block();
        queue.offer("a".getBytes(UTF_8), true, this::write);
        assertThat(queue.close(10)).isFalse();
        reading.countDown();
    }

    @Test
    void shouldCountWhatCouldNotBeWrittenAndSaySoWhenItCanBeAgain() {
        queue.offer("a".getBytes(UTF_8), true, line -> {
            throw new IOException("no space left");
        });
        await().until(() -> {
            queue.offer("b".getBytes(UTF_8), false, this::write);
            return written.size() > 1;
        });
        assertThat(written)
                .contains("1 lines, of them 1 warnings or errors, were dropped: they could not be written in time");
        queue.close(10_000);
    }

    @Test
    void shouldGoOnWhateverAWriteThrows() {
        final Error fault = new StackOverflowError("ordered");
        queue.offer("a".getBytes(UTF_8), true, line -> {
            throw fault;
        });
        queue.offer("b".getBytes(UTF_8), false, this::write);
        assertThat(queue.close(10_000)).isTrue();
        assertThat(written).hasSize(3);
        assertThat(written.get(0)).isEqualTo("b");
        assertThat(written.get(1))
                .startsWith(
                        "thread log-test could not write lines, and can again: java.lang.StackOverflowError: ordered")
                .contains("\tat " + LogQueueTest.class.getName());
        assertThat(written.get(2))
                .isEqualTo("1 lines, of them 1 warnings or errors, were dropped: they could not be written in time");
        assertThat(queue.heartbeat().fault()).isSameAs(fault);
        assertThat(queue.heartbeat().hasFault()).isFalse();
    }

    @Test
    void shouldGoOnWhereItsOwnNoticeCannotBeMade() {
        final AtomicInteger notices = new AtomicInteger();
        final LogQueue silent = new LogQueue("log-silent", "a reader", text -> {
            if (notices.incrementAndGet() == 1) {
                throw new IllegalStateException("ordered");
            }
            return text.getBytes(UTF_8);
        });
        silent.offer("a".getBytes(UTF_8), true, line -> {
            throw new IOException("no space left");
        });
        silent.offer("b".getBytes(UTF_8), false, this::write);
        silent.offer("c".getBytes(UTF_8), false, this::write);
        assertThat(silent.close(10_000)).isTrue();
        assertThat(written).hasSize(4);
        assertThat(written.subList(0, 2)).containsExactly("b", "c");
        assertThat(written.get(2)).startsWith("thread log-silent could not write lines, and can again: ");
        assertThat(written.get(3))
                .isEqualTo("1 lines, of them 1 warnings or errors, were dropped: they could not be written in time");
    }

    @Test
    void shouldBeNamedWithWhatItWaitsForWhereALineIsNotTaken() throws InterruptedException {
        final Heartbeats heartbeats = new Heartbeats();
        heartbeats.addGuest(queue.heartbeat());
        final HeardStalls heard = new HeardStalls();
        final LivenessWatch watch = new LivenessWatch(heartbeats, SECOND_NS, SECOND_NS, heard);
        block();
        assertThat(queue.heartbeat().backlog()).isEqualTo(1);
        watch.poll(queue.heartbeat().beatNs() + 9 * SECOND_NS);
        assertThat(heard.words).isEmpty();
        watch.poll(queue.heartbeat().beatNs() + 11 * SECOND_NS);
        assertThat(heard.words).containsExactly("log-test: it waits for a reader, longer than that may take");
        reading.countDown();
        assertThat(queue.close(10_000)).isTrue();
        await().until(() -> queue.heartbeat().phase() == Heartbeat.Phase.ENDED);
    }

    /** The queue's thread is in the middle of a write, with nothing behind it. */
    private void block() throws InterruptedException {
        queue.offer("first".getBytes(UTF_8), false, line -> {
            blocked.countDown();
            try {
                reading.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            write(line);
        });
        blocked.await();
    }

    private void write(final byte[] line) {
        written.add(new String(line, UTF_8));
    }
}
