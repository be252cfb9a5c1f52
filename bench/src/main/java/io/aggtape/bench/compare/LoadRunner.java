package io.aggtape.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs one client against the load server, which paces it, and takes the figures of both. */
final class LoadRunner {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SERVER_GRACE_S = 5;

    private final Setting setting;
    private final ClientCommand commands;
    private final Path gaps;
    private final int ticksPerSecond;

    /** {@code gaps} is the file of recorded gaps, null for none. */
    LoadRunner(final Setting setting, final Path gaps, final int ticksPerSecond) {
        this.setting = setting;
        this.gaps = gaps;
        this.ticksPerSecond = ticksPerSecond;
        commands = new ClientCommand(setting);
    }

    /** The rows of one run; a row with the fault where it failed. */
    List<Row> run(final LoadRun run, final int round) throws IOException, InterruptedException {
        final Path tape = setting.work().resolve("tape");
        try {
            return run.client().equals(LoadPlan.HICCUP) ? hiccup(run, round) : load(run, round, tape);
        } catch (final IOException e) {
            return List.of(Row.fault(run.suite(), run.name(), round, e.getMessage()));
        } finally {
            clear(tape);
        }
    }

    private List<Row> hiccup(final LoadRun run, final int round) throws IOException, InterruptedException {
        try (Child meter = client(run, 0, null)) {
            final String result = meter.lastLine();
            require(meter);
            return latencyRows(run, round, result, "hiccup.");
        }
    }

    private List<Row> load(final LoadRun run, final int round, final Path tape)
            throws IOException, InterruptedException {
        try (Child server = server(run)) {
            final String port = server.line();
            if (port == null || !port.startsWith("port ")) {
                require(server);
                throw new IOException("the load server did not say its port");
            }
            try (Child client = client(run, Integer.parseInt(port.substring(5)), tape)) {
                server.endSoonAfter(client);
                final List<Mark> marks = new ArrayList<>();
                for (String line = server.line(); line != null; line = server.line()) {
                    marks.add(Mark.parse(line, client.cpuTicks()));
                }
                final String result = client.lastLine();
                require(client);
                require(server);
                return run.isSaturation()
                        ? saturationRows(run, round, marks, result)
                        : latencyRows(run, round, result, "");
            }
        }
    }

    private Child server(final LoadRun run) throws IOException {
        final List<String> words = new ArrayList<>(
                List.of(setting.program("load").toString(), "--cpu", Integer.toString(setting.serverCpu())));
        words.addAll(List.of("--frames", Long.toString(run.frames())));
        words.addAll(List.of("--seconds", Long.toString(run.timeLimitS() + SERVER_GRACE_S)));
        if (run.isTls()) {
            words.addAll(List.of(
                    "--tls", setting.certificate().toString(), setting.key().toString()));
        }
        if (run.client().equals("raw-read")) {
            words.addAll(List.of("--end", "eof"));
        }
        if (!run.isSaturation()) {
            words.addAll(List.of("--rate", Integer.toString(run.rate()), "--burst", Integer.toString(run.burst())));
            words.addAll(List.of("--warm-rate", Integer.toString(run.warmRate())));
            words.addAll(List.of("--warm-frames", Long.toString(run.warmUp())));
        }
        if (run.isReal()) {
            words.addAll(List.of("--gaps", gaps.toString()));
        }
        return new Child(words, setting.root(), errors("server"), run.timeLimitS() + SERVER_GRACE_S);
    }

    private Child client(final LoadRun run, final int port, final Path tape) throws IOException {
        return new Child(commands.of(run, port, tape), setting.root(), errors("client"), run.timeLimitS());
    }

    private Path errors(final String who) {
        return setting.work().resolve(who + ".err");
    }

    private static void require(final Child child) throws IOException, InterruptedException {
        final String fault = child.await();
        if (fault != null) {
            throw new IOException(fault);
        }
    }

    private List<Row> saturationRows(final LoadRun run, final int round, final List<Mark> marks, final String result)
            throws IOException {
        if (marks.size() < 2) {
            throw new IOException("the load server set no marks");
        }
        final Mark from = marks.get(marks.size() - 2);
        final Mark to = marks.get(marks.size() - 1);
        final double frames = to.frames - from.frames;
        final List<Row> rows = new ArrayList<>();
        rows.add(row(run, round, "framesPerS", "1/s", frames / (to.timeNs - from.timeNs) * NANOS_PER_SECOND));
        if (from.cpuTicks >= 0 && to.cpuTicks >= 0) {
            final double seconds = (to.cpuTicks - from.cpuTicks) / (double) ticksPerSecond;
            rows.add(row(run, round, "cpuSPerM", "s", seconds / frames * 1e6));
        }
        if (figures(result).get("bytesPerFrame") instanceof Number bytes) {
            rows.add(row(run, round, "bytesPerFrame", "B", bytes.doubleValue()));
        }
        return rows;
    }

    private static List<Row> latencyRows(final LoadRun run, final int round, final String result, final String prefix)
            throws IOException {
        final Map<String, Object> figures = figures(result);
        final List<Row> rows = new ArrayList<>();
        for (final String metric : List.of("p50", "p99w", "p999w", "p9999w", "max")) {
            if (!(figures.get(metric) instanceof Number value)) {
                throw new IOException("the client said no " + metric + ": " + result);
            }
            rows.add(row(run, round, prefix + metric, "ns", value.doubleValue()));
        }
        return rows;
    }

    private static Row row(
            final LoadRun run, final int round, final String metric, final String unit, final double value) {
        return Row.of(run.suite(), run.name(), metric, unit, round, value);
    }

    private static Map<String, Object> figures(final String result) throws IOException {
        if (result == null) {
            throw new IOException("the client printed nothing");
        }
        return JSON.std.mapFrom(result);
    }

    /** What cannot be removed now is no reason to lose the runs that follow: scratch goes at the end in any case. */
    private static void clear(final Path directory) {
        try {
            delete(directory);
        } catch (final IOException | UncheckedIOException e) {
            System.err.println("cannot remove " + directory + ": " + e.getMessage());
        }
    }

    private static void delete(final Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> below = Files.walk(directory)) {
                for (final Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** How far the server was at a moment, and how much CPU time the client had used; -1 where it had ended. */
    private record Mark(long frames, long timeNs, long cpuTicks) {
        static Mark parse(final String line, final long cpuTicks) throws IOException {
            final String[] words = line.split(" ");
            if (words.length != 3 || !words[0].equals("mark")) {
                throw new IOException("the load server said: " + line);
            }
            return new Mark(Long.parseLong(words[1]), Long.parseLong(words[2]), cpuTicks);
        }
    }
}
