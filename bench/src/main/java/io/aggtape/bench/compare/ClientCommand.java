package io.aggtape.bench.compare;

import io.aggtape.feed.cli.MeasuredCommands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the clients of the load server. */
final class ClientCommand {
    private final Setting setting;

    ClientCommand(final Setting setting) {
        this.setting = setting;
    }

    /** The client of this run, on its core, for the server at this port; 0 where the run needs none. */
    List<String> of(final LoadRun run, final int port, final Path tape) {
        final List<String> words = new ArrayList<>(List.of("taskset", "-c", Integer.toString(setting.clientCpu())));
        switch (run.client()) {
            case LoadPlan.HICCUP ->
                words.addAll(List.of(
                        setting.program("floor").toString(),
                        "hiccup",
                        "--rate",
                        Integer.toString(run.rate()),
                        "--frames",
                        Long.toString(run.frames()),
                        "--warm-up",
                        Long.toString(run.warmUp())));
            case "raw-read", "c-recv" -> addFloor(words, run, port);
            case "aggtape", "aggtape-jdk" -> addRecord(words, run, port, tape);
            case "aggtape-receive" -> addProduct(words, run, port, "receive");
            case "node-ws" -> {
                words.addAll(List.of("node", path("bench/src/main/js/ws.js")));
                addPeer(words, run, port);
            }
            case "python-websockets" -> {
                words.addAll(List.of("/usr/bin/python3", path("bench/src/main/python/websockets_client.py")));
                addPeer(words, run, port);
            }
            default -> {
                addJava(words, "io.aggtape.bench.peer.PeerClient");
                words.add(run.client());
                addPeer(words, run, port);
            }
        }
        return words;
    }

    /** A JVM with the flags that all have, and this main class. */
    List<String> java(final String mainClass) {
        final List<String> words = new ArrayList<>();
        addJava(words, mainClass);
        return words;
    }

    private void addJava(final List<String> words, final String mainClass) {
        words.add(setting.java().toString());
        words.addAll(setting.jvmFlags());
        words.addAll(List.of("-cp", setting.classPath(), mainClass));
    }

    private void addFloor(final List<String> words, final LoadRun run, final int port) {
        words.addAll(
                List.of(setting.program("floor").toString(), mode(run), "--port", Integer.toString(port), "--frames"));
        words.add(Long.toString(run.frames()));
        addWarmUp(words, run);
        if (run.isTls()) {
            words.add("--tls");
        }
    }

    private void addRecord(final List<String> words, final LoadRun run, final int port, final Path tape) {
        addProduct(words, run, port, "record");
        words.addAll(List.of("--lines", "1", "--no-repair", "--clock-interval", "0s", "--journal", tape.toString()));
        if (run.client().equals("aggtape-jdk")) {
            words.addAll(List.of("--tls", "jdk"));
        }
        words.addAll(run.isSaturation() ? setting.saturationOptions() : setting.latencyOptions());
    }

    private void addProduct(final List<String> words, final LoadRun run, final int port, final String command) {
        addJava(words, MeasuredCommands.class.getName());
        words.addAll(
                List.of(command, "BTCUSDT", "--endpoint", base(run, port), "--frames", Long.toString(run.frames())));
        words.addAll(List.of("--mode", mode(run)));
        addWarmUp(words, run);
        addAuthority(words, run);
    }

    private void addPeer(final List<String> words, final LoadRun run, final int port) {
        // The unit that the product asks for: every client gets the same frames.
        words.addAll(List.of("--url", base(run, port) + "/ws/btcusdt@aggTrade?timeUnit=MICROSECOND"));
        words.addAll(List.of("--frames", Long.toString(run.frames()), "--mode", mode(run)));
        addWarmUp(words, run);
        addAuthority(words, run);
    }

    private static void addWarmUp(final List<String> words, final LoadRun run) {
        if (!run.isSaturation()) {
            words.addAll(List.of("--warm-up", Long.toString(run.warmUp())));
        }
    }

    private void addAuthority(final List<String> words, final LoadRun run) {
        if (run.isTls()) {
            words.addAll(List.of("--ca", setting.certificate().toString()));
        }
    }

    private String path(final String below) {
        return setting.root().resolve(below).toString();
    }

    private static String base(final LoadRun run, final int port) {
        return (run.isTls() ? "wss" : "ws") + "://127.0.0.1:" + port;
    }

    private static String mode(final LoadRun run) {
        return run.isSaturation() ? LoadPlan.SATURATION : LoadPlan.LATENCY;
    }
}
