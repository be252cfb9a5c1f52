package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code aggtape serve} on a thread of its own, on any port, until its tape is at its end and its clients have left. */
final class Served {
    private static final int TIMEOUT_S = 60;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> command;

    private Served(final List<String> arguments) {
        command = CompletableFuture.supplyAsync(
                () -> Aggtape.run(
                        new CommandTree(Aggtape.COMMANDS, new PrintWriter(out, true), new PrintWriter(err, true)),
                        arguments,
                        Map.of()),
                OwnThread::run);
    }

    /** Serves with these arguments and more of its own; returns when it listens. */
    static Served start(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--until-done"));
        all.addAll(List.of(arguments));
        final Served served = new Served(all);
        await().until(() -> served.err().contains("try ") || served.command.isDone());
        if (served.command.isDone()) {
            throw new AssertionError("it has ended: " + served.err());
        }
        return served;
    }

    String streams() {
        return out().replaceAll("(?s).*streams (\\S+).*", "$1");
    }

    String rest() {
        return out().replaceAll("(?s).*REST +(\\S+).*", "$1");
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Waits for its end; returns its exit code. */
    int end() throws Exception {
        return command.get(TIMEOUT_S, TimeUnit.SECONDS);
    }

    /** Records so many trades from it; {@code ca} is null where it is plain. */
    CommandRun record(
            final Path ca,
            final Collection<String> symbols,
            final Path journal,
            final int trades,
            final String... more) {
        final List<String> arguments = new ArrayList<>(List.of(
                "record", String.join(",", symbols), "--endpoint", streams(), "--rest", rest(), "--lines", "1"));
        if (ca != null) {
            arguments.addAll(List.of("--ca", ca.toString()));
        }
        arguments.addAll(List.of("--journal", journal.toString(), "--trades", "" + trades, "--for", TIMEOUT_S + "s"));
        arguments.addAll(List.of("--cpu", "none", "--wait", "blocking", "--idle", "backoff"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments);
    }

    /** The first frames of streams, read by the JDK's client without TLS. */
    static List<String> frames(final String uri, final int count, final String... streams) throws InterruptedException {
        final Frames frames = new Frames();
        final WebSocket socket = frames.connect(uri, streams);
        final List<String> first = frames.next(count);
        socket.abort();
        return first;
    }

    /** Takes whole texts. */
    static final class Frames implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        /** Connects to a path without streams and subscribes: the JDK may leave what comes with the answer lying. */
        WebSocket connect(final String uri, final String... streams) throws InterruptedException {
            final WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(uri), this)
                    .join();
            final String names = "\"" + String.join("\",\"", streams) + "\"";
            socket.sendText("{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "],\"id\":1}", true)
                    .join();
            assertThat(next(1)).containsExactly("{\"result\":null,\"id\":1}");
            return socket;
        }

        List<String> next(final int count) throws InterruptedException {
            final List<String> frames = new ArrayList<>();
            while (frames.size() < count) {
                final String frame = texts.poll(TIMEOUT_S, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError("only " + frames.size() + " frames came, not " + count);
                }
                frames.add(frame);
            }
            return frames;
        }

        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
