package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int ROUNDS = 12;
    private static final int TRADES = 50_000;

    @TempDir
    private Path directory;

    private final Instruments instruments = new Instruments();
    private final Instrument[] symbols = new Instrument[16];
    private final AggTrade trade = new AggTrade();

    private long nextId;
    private long sum;

    @Test
    void shouldAllocateNothingForATradeThatIsWrittenInADocumentOfItsOwn() {
        try (TapeWriter writer = open()) {
            assertThat(leastAllocation(() -> write(writer, 1))).isZero();
        }
    }

    @Test
    void shouldAllocateNothingForATradeThatIsWrittenInAFullDocument() {
        try (TapeWriter writer = open()) {
            assertThat(leastAllocation(() -> write(writer, Integer.MAX_VALUE))).isZero();
        }
    }

    @Test
    void shouldAllocateNothingForATradeThatIsRead() {
        final TapeListener listener = new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade read) {
                sum += read.id + read.instrument.index();
            }
        };
        try (TapeWriter writer = open()) {
            for (int i = 0; i < ROUNDS; i++) {
                write(writer, 3);
            }
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            assertThat(leastAllocation(() -> read(reader, listener))).isZero();
        }
        assertThat(sum).isPositive();
    }

    @Test
    void shouldAllocateNothingForATradeThatIsFollowed() {
        final TapeListener listener = new TapeListener() {
            @Override
            public void onAggTrade(final AggTrade read) {
                sum += read.id;
            }
        };
        try (TapeWriter writer = open();
                TapeReader reader = TapeReader.open(directory)) {
            assertThat(leastAllocation(() -> follow(writer, reader, listener))).isZero();
        }
        assertThat(sum).isPositive();
    }

    @Test
    void shouldAllocateNothingForATradeThatIsJudged() {
        open().close();
        final Continuity continuity = new Continuity();
        assertThat(leastAllocation(() -> judge(continuity))).isZero();
        assertThat(continuity.duplicates()).isPositive();
    }

    private TapeWriter open() {
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = instruments.intern(Market.SPOT, "SYMBOL" + i + "USDT");
        }
        return Tapes.open(directory);
    }

    private void write(final TapeWriter writer, final int tradesPerCommit) {
        for (int i = 0; i < TRADES; i++) {
            nextId++;
            Tapes.fill(trade, symbols[i & 15], nextId);
            writer.append(trade);
            if (i % tradesPerCommit == tradesPerCommit - 1) {
                writer.commit();
            }
        }
        writer.commit();
    }

    private void read(final TapeReader reader, final TapeListener listener) {
        int records = 0;
        while (records < TRADES) {
            records += reader.poll(listener, 1);
        }
    }

    private void follow(final TapeWriter writer, final TapeReader reader, final TapeListener listener) {
        for (int i = 0; i < TRADES; i++) {
            nextId++;
            Tapes.fill(trade, symbols[i & 15], nextId);
            writer.append(trade);
            writer.commit();
            reader.poll(listener, 10);
            reader.poll(listener, 10);
        }
    }

    private void judge(final Continuity continuity) {
        for (int i = 0; i < TRADES; i++) {
            nextId++;
            trade.instrument = symbols[i & 15];
            trade.id = nextId;
            continuity.onTrade(trade);
            trade.id = nextId - 16;
            continuity.onTrade(trade);
            continuity.onTrade(trade);
        }
    }

    /** The least that a round allocated on this thread, bytes: what the JVM's compilers leave behind is not ours. */
    private static long leastAllocation(final Runnable round) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            round.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
