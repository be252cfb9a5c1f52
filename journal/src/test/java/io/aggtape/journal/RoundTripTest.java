package io.aggtape.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
    private static final int EVENTS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void shouldReadEveryFieldOfEveryMessageAsItWasWritten() {
        final long seed = Seeds.next();
        final SplittableRandom random = new SplittableRandom(seed);
        final RandomEvents events = new RandomEvents(random);
        final List<String> written = new ArrayList<>();
        try (TapeWriter writer = Tapes.open(directory)) {
            for (int i = 0; i < EVENTS; i++) {
                written.add(append(writer, events, random.nextInt(12)));
                if (random.nextInt(10) == 0) {
                    writer.commit();
                }
            }
        }
        try (TapeReader reader = TapeReader.open(directory)) {
            final List<String> read = CollectingListener.read(reader).records;
            read.removeIf(record -> record.startsWith("seal ") || record.startsWith("checkpoint "));
            assertThat(read.size()).as(Seeds.describe(seed)).isEqualTo(written.size());
            for (int i = 0; i < written.size(); i++) {
                assertThat(read.get(i)).as(Seeds.describe(seed)).isEqualTo(written.get(i));
            }
            assertThat(reader.faults()).isZero();
            assertThat(reader.unknownRecords()).isZero();
        }
    }

    private static String append(final TapeWriter writer, final RandomEvents events, final int kind) {
        switch (kind) {
            case 0 -> {
                final Gap gap = events.gap();
                writer.append(gap);
                return CollectingListener.describe(gap);
            }
            case 1 -> {
                final Rejected rejected = events.rejected();
                writer.append(rejected);
                return CollectingListener.describe(rejected);
            }
            case 2 -> {
                final LineEvent line = events.line();
                writer.append(line);
                return CollectingListener.describe(line);
            }
            case 3 -> {
                final SessionEvent session = events.session();
                writer.append(session);
                return CollectingListener.describe(session);
            }
            case 4 -> {
                final ClockEvent clock = events.clock();
                writer.append(clock);
                return CollectingListener.describe(clock);
            }
            default -> {
                final AggTrade trade = events.trade();
                writer.append(trade);
                return CollectingListener.describe(trade);
            }
        }
    }
}
