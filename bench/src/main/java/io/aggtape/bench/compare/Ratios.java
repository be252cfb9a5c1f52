package io.aggtape.bench.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be reached, computed from the rows of a run. The best Java peer of a measure is the best of that run, of
 * those that were measured.
 */
final class Ratios {
    /** The Java clients that people would otherwise use, over TLS on the JDK's engine. */
    static final List<String> JAVA_PEERS = List.of("okhttp", "java-websocket", "netty", "netty-epoll", "jdk", "jetty");

    private static final List<String> ALL_PEERS =
            List.of("okhttp", "java-websocket", "netty", "netty-epoll", "jdk", "jetty", "node-ws", "python-websockets");
    private static final String SATURATION = "saturation";
    private static final String LATENCY = "latency";
    /** How much above the idle core's own hiccup still counts as being at it. */
    private static final double AT_THE_HICCUP = 1.1;

    private final Medians medians;
    private final List<Ratio> ratios = new ArrayList<>();

    private Ratios(final Medians medians) {
        this.medians = medians;
    }

    /** Every measure, in the order of the table; one whose rows are missing says which. */
    static List<Ratio> of(final Collection<Row> rows) {
        final Ratios ratios = new Ratios(new Medians(rows));
        ratios.addDecode();
        ratios.addSaturation();
        ratios.addLatency();
        ratios.addTape();
        ratios.addBytes();
        return List.copyOf(ratios.ratios);
    }

    private void addDecode() {
        for (final int symbols : new int[] {1, 16}) {
            final String kind = "/spot-raw/" + symbols;
            for (final String form : new String[] {"map", "bean"}) {
                larger("decode, symbols " + symbols + ": Jackson-jr's time into a " + form + " / ours", "ns", 12, 20)
                        .of(
                                row("decode", "jackson-jr-" + form + kind, "ns"),
                                row("decode", "aggtape" + kind, "ns"),
                                false);
            }
        }
        smaller("decode, bytes a frame", "B", 0, 0)
                .of(row("decode", "aggtape/spot-raw/16", "bytes").whole());
    }

    private void addSaturation() {
        final String frames = "framesPerS";
        final String cpu = "cpuSPerM";
        larger("receive + frame + decode, plain, against raw read(2)", "frames/s", 0.6, 0.9)
                .of(row(SATURATION, "plain/aggtape-receive", frames), row(SATURATION, "plain/raw-read", frames), true);
        larger("whole product, journaling, plain, against the best Java peer", "frames/s", 3, 6)
                .of(
                        row(SATURATION, "plain/aggtape", frames),
                        best(SATURATION, "plain/%s", frames, true, JAVA_PEERS),
                        true);
        larger("whole product, journaling, TLS, against the best Java peer on the JDK's engine", "frames/s", 2, 3)
                .of(row(SATURATION, "tls/aggtape", frames), best(SATURATION, "tls/%s", frames, true, JAVA_PEERS), true);
        for (final String kind : List.of("plain", "tls")) {
            smaller("CPU s per million frames, " + kind + ", over the best Java peer", "s", 1 / 3.0, 1 / 6.0)
                    .of(
                            row(SATURATION, kind + "/aggtape", cpu),
                            best(SATURATION, kind + "/%s", cpu, false, JAVA_PEERS),
                            true);
        }
    }

    private void addLatency() {
        final Figure ours = row(LATENCY, "plain/aggtape/10000", "p50");
        smaller("one-way p50 at 10k/s, against the C floor", "ns", 1.5, 1.15)
                .of(ours, row(LATENCY, "plain/c-recv/10000", "p50"), true);
        smaller("one-way p50 at 10k/s, against the best Java peer", "ns", 1 / 3.0, 1 / 5.0)
                .of(ours, best(LATENCY, "plain/%s/10000", "p50", false, JAVA_PEERS), true);
        smaller("bursts of 50 a write, p50, against the best Java peer", "ns", 1 / 5.0, 1 / 10.0)
                .of(
                        row(LATENCY, "plain/aggtape/10000-burst50", "p50"),
                        best(LATENCY, "plain/%s/10000-burst50", "p50", false, JAVA_PEERS),
                        true);
        for (final String rate : List.of("10000", "100000")) {
            for (final String percentile : List.of("p99w", "p999w", "p9999w")) {
                final Figure peer = best(LATENCY, "plain/%s/" + rate, percentile, false, ALL_PEERS);
                final OptionalDouble hiccup = medians.of(LATENCY, "plain/hiccup/" + rate, "hiccup." + percentile);
                // The aim is another reference, the core's own hiccup: as a part of the peer's value.
                final double aim = hiccup.isPresent() ? AT_THE_HICCUP * hiccup.getAsDouble() / peer.value : Double.NaN;
                smaller(percentile + " at " + rate + "/s, against every peer (aim: the core's hiccup)", "ns", 1, aim)
                        .of(row(LATENCY, "plain/aggtape/" + rate, percentile), peer, true);
            }
        }
    }

    private void addTape() {
        larger("append in product, against an untouched mapped file", "records/s", 0.7, 2)
                .of(row("append", "aggtape-64", "recordsPerS"), row("append", "mapped-fresh", "recordsPerS"), true);
        smaller("append p99.99 across pages and rolls, against the no-op loop", "ns", 2, 1)
                .of(row("append-latency", "aggtape-roll", "p9999"), row("append-latency", "noop", "p9999"), true);
        larger("scan, against a raw mapped file", "records/s", 0.5, 0.9)
                .of(row("scan", "aggtape", "recordsPerS"), row("scan", "mapped", "recordsPerS"), true);
        larger("replay with order flow on", "trades/s", 10e6, 25e6).of(row("replay", "flow", "tradesPerS"));
    }

    private void addBytes() {
        final Figure worst = medians.names("alloc", "bytes")
                .filter(hop -> !hop.toLowerCase(Locale.ROOT).contains("tls"))
                .map(hop -> row("alloc", hop, "bytes"))
                .max(Comparator.comparingDouble(figure -> figure.value))
                .orElseGet(() -> new Figure("alloc, any hop but TLS (bytes)", Double.NaN));
        smaller("bytes a trade, the worst hop but TLS: " + worst.name, "B", 0, 0)
                .of(worst.whole());
        smaller("bytes a TLS record of a trade, by the engine that is the default", "B", 40, 40)
                .of(row("tls-record", "conscrypt/172/transport", "bytes").whole());
    }

    private Figure row(final String suite, final String name, final String metric) {
        return new Figure(
                name + " (" + suite + ", " + metric + ")",
                medians.of(suite, name, metric).orElse(Double.NaN));
    }

    private Figure best(
            final String suite,
            final String pattern,
            final String metric,
            final boolean isLargest,
            final List<String> peers) {
        final Comparator<Figure> order = Comparator.comparingDouble(figure -> figure.value);
        final Optional<Figure> best = peers.stream()
                .map(peer -> row(suite, pattern.formatted(peer), metric))
                .filter(figure -> !Double.isNaN(figure.value))
                .max(isLargest ? order : order.reversed());
        return best.orElseGet(
                () -> new Figure(pattern.formatted("any peer") + " (" + suite + ", " + metric + ")", Double.NaN));
    }

    private Target larger(final String measure, final String unit, final double floor, final double aim) {
        return new Target(measure, unit, floor, aim, false);
    }

    private Target smaller(final String measure, final String unit, final double floor, final double aim) {
        return new Target(measure, unit, floor, aim, true);
    }

    /** A row's median; NaN where the row is missing. */
    private record Figure(String name, double value) {
        /** In whole bytes: what is less than half a byte a trade is the measuring. */
        Figure whole() {
            return new Figure(name, Double.isNaN(value) ? value : Math.rint(value));
        }
    }

    /** A measure that waits for its figures. */
    private final class Target {
        private final String measure;
        private final String unit;
        private final double floor;
        private final double aim;
        private final boolean isSmallerBetter;

        Target(
                final String measure,
                final String unit,
                final double floor,
                final double aim,
                final boolean isSmallerBetter) {
            this.measure = measure;
            this.unit = unit;
            this.floor = floor;
            this.aim = aim;
            this.isSmallerBetter = isSmallerBetter;
        }

        /** The value itself is judged. */
        void of(final Figure ours) {
            add(ours, new Figure(Double.isNaN(ours.value) ? "missing: " + ours.name : "", Double.NaN), ours.value);
        }

        /** The first by the second is judged; ours is the first of them or the second. */
        void of(final Figure above, final Figure below, final boolean isOursAbove) {
            final Figure ours = isOursAbove ? above : below;
            final Figure reference = isOursAbove ? below : above;
            final List<String> missing = new ArrayList<>();
            for (final Figure figure : List.of(ours, reference)) {
                if (Double.isNaN(figure.value)) {
                    missing.add(figure.name);
                }
            }
            final String name = missing.isEmpty() ? reference.name : "missing: " + String.join(", ", missing);
            add(ours, new Figure(name, reference.value), above.value / below.value);
        }

        private void add(final Figure ours, final Figure reference, final double ratio) {
            ratios.add(new Ratio(
                    measure, unit, ours.value, reference.value, reference.name, ratio, floor, aim, isSmallerBetter));
        }
    }
}
