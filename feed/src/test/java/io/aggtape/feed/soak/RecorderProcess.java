package io.aggtape.feed.soak;

import io.aggtape.feed.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code aggtape record} as a process of its own, and what a person can see of it. */
final class RecorderProcess implements AutoCloseable {
    private static final Pattern STATUS =
            Pattern.compile("(\\d+)/(\\d+) streams live  ([\\d,]+) trades .* gaps (\\d+)  missing (\\d+)");
    private static final Pattern FIGURE = Pattern.compile("(?m)^(\\w+) +(\\d+|true|false)$");
    private static final Pattern LIVE = Pattern.compile("line \\d+: live, ");

    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(3);

    private final AggtapeJvm jvm;

    /**
     * A line of status.
     *
     * @param liveStreams of how many streams trades come.
     * @param trades journaled by this run.
     * @param gaps holes opened.
     * @param missingIds ids that are missing.
     */
    record Status(int liveStreams, long trades, long gaps, long missingIds) {}

    private RecorderProcess(final AggtapeJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts it on two lines, with threads that leave the machine to others. */
    static RecorderProcess start(
            final Exchange exchange, final Path journal, final Path outputs, final Collection<String> options)
            throws IOException {
        final List<String> arguments = new ArrayList<>(List.of(
                "record",
                String.join(",", new TreeSet<>(exchange.symbols())),
                "--endpoint",
                exchange.webSocketUri().toString(),
                "--rest",
                exchange.restUri().toString(),
                "--ca",
                exchange.caPem().toString(),
                "--journal",
                journal.toString()));
        arguments.addAll(List.of("--lines", "2", "--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        arguments.addAll(options);
        return new RecorderProcess(AggtapeJvm.start(outputs, arguments));
    }

    AggtapeJvm jvm() {
        return jvm;
    }

    /** Whether any stream has ever delivered. */
    boolean isLive() {
        return LIVE.matcher(jvm.err()).find();
    }

    /** The last line of status that it has printed whole; zeros before the first. */
    Status status() {
        Status last = new Status(0, 0, 0, 0);
        for (final Matcher line = STATUS.matcher(jvm.errTail()); line.find(); ) {
            last = new Status(
                    Integer.parseInt(line.group(1)),
                    Long.parseLong(line.group(3).replace(",", "")),
                    Long.parseLong(line.group(4)),
                    Long.parseLong(line.group(5)));
        }
        return last;
    }

    /** Waits until nothing is missing and nothing comes any more; false where that does not come to be. */
    boolean awaitQuiet(final long limitMs) {
        final Status[] last = {status()};
        final long[] sinceNs = {System.nanoTime()};
        return Patience.await(limitMs, () -> {
            final Status now = status();
            if (!now.equals(last[0]) || now.missingIds() > 0) {
                last[0] = now;
                sinceNs[0] = System.nanoTime();
            }
            return System.nanoTime() - sinceNs[0] >= QUIET_NS && jvm.isAlive();
        });
    }

    /** The figures of the summary that it printed at its end. */
    Map<String, String> figures() {
        final Map<String, String> figures = new LinkedHashMap<>();
        for (final Matcher figure = FIGURE.matcher(jvm.out()); figure.find(); ) {
            figures.put(figure.group(1), figure.group(2));
        }
        return figures;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
