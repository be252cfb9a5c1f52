package io.aggtape.feed.liveness;

import io.aggtape.journal.LineState;
import io.aggtape.pipeline.Heartbeat.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.status.CountersReader;

/** What another process's recorder shows of itself, as it was when this was read. */
public final class AttachedRecorder {
    private static final Phase[] PHASES = Phase.values();

    private final Path file;
    private final AtomicBuffer bytes;
    private final CountersHeader header;
    private final Map<String, Map<Figure, Long>> threads = new LinkedHashMap<>();
    private final Map<String, Map<Figure, Long>> lines = new LinkedHashMap<>();
    private final Map<String, Long> figures = new LinkedHashMap<>();
    private final List<TraceView> traces = new ArrayList<>();

    private AttachedRecorder(final Path file, final byte[] content) {
        this.file = file;
        // Agrona reads longs atomically, which needs their alignment.
        final ByteBuffer aligned = ByteBuffer.allocateDirect(content.length).put(0, content);
        bytes = new UnsafeBuffer(aligned);
        header = new CountersHeader(bytes);
    }

    /**
     * Reads the recorder that writes a journal now, or what one has left that ended without an orderly stop.
     *
     * @throws NoRecorderException where there is neither.
     * @throws IOException where it cannot be read.
     */
    public static AttachedRecorder open(final Path journal) throws IOException {
        return new CountersSearch(journal, Files::readAllBytes).find();
    }

    /** Reads the content of a counters file, which must be of this journal. */
    static AttachedRecorder read(final Path file, final byte[] content, final Path journal) throws IOException {
        final AttachedRecorder read = new AttachedRecorder(file, content);
        read.check(journal);
        read.readCounters();
        read.readTraces();
        return read;
    }

    /** The recorder's process. */
    public long pid() {
        return header.process().pid();
    }

    /** Whether that process still runs; another that has got its id since is not taken for it. */
    public boolean isAlive() {
        return !header.process().isGone();
    }

    /** Whether it is stopping, so that its threads end one after the other. */
    public boolean isStopping() {
        return header.isStopping();
    }

    /** When it began to show itself, milliseconds since the epoch. */
    public long startMs() {
        return header.startMs();
    }

    /** When it last wrote its counters, milliseconds since the epoch; it does so ten times a second. */
    public long updateMs() {
        return header.updateMs();
    }

    /** How long a cycle of a thread may take there, nanoseconds. */
    public long stallAfterNs() {
        return header.stallAfterNs();
    }

    /** The file that was read. */
    public Path file() {
        return file;
    }

    /** Its threads, in the order in which they were made. */
    public List<ThreadView> threads() {
        return threads.entrySet().stream()
                .map(entry -> thread(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Its lines. */
    public List<LineView> lines() {
        return lines.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Its other figures by name. */
    public Map<String, Long> figures() {
        return figures;
    }

    /** The stalls and faults of its threads, each once. */
    public List<TraceView> traces() {
        return traces;
    }

    /** Where a thread that stalls stood when that was last looked at. */
    public Optional<TraceView> stallOf(final String role) {
        final CountersHeader.Parts parts = header.parts();
        return new StallSlots(new UnsafeBuffer(bytes, parts.stallsAt(), parts.stalls())).of(role);
    }

    private void check(final Path journal) throws IOException {
        header.check(file);
        if (!header.parts().areWithin(bytes.capacity())) {
            throw new NoRecorderException(file + " is cut off");
        }
        if (!header.journal().equals(journal.toRealPath().toString())) {
            throw new NoRecorderException(file + " is of another journal: " + header.journal());
        }
    }

    private void readCounters() {
        final CountersReader counters = new CountersReader(
                new UnsafeBuffer(
                        bytes, CountersLayout.HEADER_BYTES, header.parts().metadata()),
                new UnsafeBuffer(
                        bytes, header.parts().valuesAt(), header.parts().values()));
        counters.forEach((id, typeId, key, label) -> {
            final Figure figure = Figure.ofTypeId(typeId);
            if (figure == Figure.RECORDER) {
                figures.put(label, counters.getCounterValue(id));
            } else if (figure != null) {
                (figure.name().startsWith("THREAD_") ? threads : lines)
                        .computeIfAbsent(label, name -> new EnumMap<>(Figure.class))
                        .put(figure, counters.getCounterValue(id));
            }
        });
    }

    private void readTraces() {
        ErrorLogReader.read(
                new UnsafeBuffer(
                        bytes, header.parts().errorsAt(), header.parts().errors()),
                (count, firstMs, lastMs, text) -> traces.add(new TraceView(count, firstMs, lastMs, text)));
    }

    private static ThreadView thread(final String role, final Map<Figure, Long> values) {
        return new ThreadView(
                role,
                PHASES[(int) of(values, Figure.THREAD_PHASE)],
                of(values, Figure.THREAD_LAST_BEAT_MS),
                of(values, Figure.THREAD_CYCLES),
                of(values, Figure.THREAD_LONGEST_NS),
                of(values, Figure.THREAD_SLOW_CYCLES),
                of(values, Figure.THREAD_STALLS),
                of(values, Figure.THREAD_STALLED_FOR_NS),
                of(values, Figure.THREAD_FAULTS) != 0,
                of(values, Figure.THREAD_FAULTS_SO_FAR));
    }

    private static LineView line(final String name, final Map<Figure, Long> values) {
        return new LineView(
                name,
                LineState.ofCode((int) of(values, Figure.LINE_STATE)),
                of(values, Figure.LINE_CONNECTS),
                of(values, Figure.LINE_LIVE_STREAMS),
                of(values, Figure.LINE_STREAMS),
                of(values, Figure.LINE_MESSAGES),
                of(values, Figure.LINE_REFUSED));
    }

    private static long of(final Map<Figure, Long> values, final Figure figure) {
        return values.getOrDefault(figure, 0L);
    }
}
