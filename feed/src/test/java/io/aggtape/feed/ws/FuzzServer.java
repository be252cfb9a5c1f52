package io.aggtape.feed.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A server of the Autobahn kind on loopback, by a WebSocket library that is not ours: cases, verdicts, reports. */
final class FuzzServer implements AutoCloseable {
    private static final int MAX_BYTES = 32 << 20;

    private final Map<String, String> verdicts = new ConcurrentHashMap<>();
    private final Map<String, String> reports = new ConcurrentHashMap<>();
    private final List<FuzzScript> scripts;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    FuzzServer(final List<FuzzScript> scripts) throws Exception {
        this.scripts = List.copyOf(scripts);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, this::configure));
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    /** What the server thinks of each case that has ended, by the script's name. */
    Map<String, String> verdicts() {
        return verdicts;
    }

    /** The close code of each agent that has asked for the reports. */
    Map<String, String> reports() {
        return reports;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private void configure(final ServerWebSocketContainer container) {
        container.setMaxTextMessageSize(MAX_BYTES);
        container.setMaxBinaryMessageSize(MAX_BYTES);
        container.setMaxFrameSize(MAX_BYTES);
        container.setAutoFragment(false);
        container.setIdleTimeout(Duration.ofSeconds(30));
        container.addMapping("/getCaseCount", (request, response, callback) -> new CaseCount());
        container.addMapping("/runCase", (request, response, callback) -> {
            final int number = Integer.parseInt(parameter(request, "case"));
            return new Case(scripts.get(number - 1));
        });
        container.addMapping("/updateReports", (request, response, callback) -> {
            return new Reports(parameter(request, "agent"));
        });
    }

    private static String parameter(final Request request, final String name) {
        return Request.extractQueryParameters(request).getValue(name);
    }

    /** Says how many cases there are, and closes. */
    public final class CaseCount implements Session.Listener.AutoDemanding {
        @Override
        public void onWebSocketOpen(final Session session) {
            session.sendText(
                    Integer.toString(scripts.size()),
                    Callback.from(
                            () -> session.close(StatusCode.NORMAL, "", Callback.NOOP), Throwable::printStackTrace));
        }
    }

    /** Closes at once and takes the agent's name down. */
    public final class Reports implements Session.Listener.AutoDemanding {
        private final String agent;

        Reports(final String agent) {
            this.agent = agent;
        }

        @Override
        public void onWebSocketOpen(final Session session) {
            session.close(StatusCode.NORMAL, "", Callback.NOOP);
        }

        @Override
        public void onWebSocketClose(final int code, final String reason, final Callback callback) {
            reports.put(agent, Integer.toString(code));
            callback.succeed();
        }
    }

    /** Plays one script and compares what comes back. */
    public final class Case implements Session.Listener.AutoDemanding {
        private final FuzzScript script;
        private final List<SentFrame> answers = new ArrayList<>();
        private Session session;

        Case(final FuzzScript script) {
            this.script = script;
        }

        @Override
        public void onWebSocketOpen(final Session opened) {
            session = opened;
            CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);
            for (final FuzzScript.Step step : script.steps) {
                sending = sending.thenCompose(nothing -> {
                    final Callback.Completable sent = new Callback.Completable();
                    step.send(session, sent);
                    return sent;
                });
            }
            sending.exceptionally(this::fail);
        }

        @Override
        public void onWebSocketText(final String text) {
            onAnswer(SentFrame.text(text));
        }

        @Override
        public void onWebSocketBinary(final ByteBuffer payload, final Callback callback) {
            onAnswer(SentFrame.of(OpCode.BINARY, bytes(payload)));
            callback.succeed();
        }

        @Override
        public void onWebSocketPong(final ByteBuffer payload) {
            onAnswer(SentFrame.of(OpCode.PONG, bytes(payload)));
        }

        @Override
        public void onWebSocketClose(final int code, final String reason, final Callback callback) {
            verdicts.putIfAbsent(script.name, (answers.equals(script.expected) ? "OK " : "WRONG ") + code);
            callback.succeed();
        }

        @Override
        public void onWebSocketError(final Throwable cause) {
            fail(cause);
        }

        private void onAnswer(final SentFrame answer) {
            answers.add(answer);
            assertThat(answer).isEqualTo(script.expected.get(answers.size() - 1));
            if (answers.size() == script.expected.size()) {
                session.close(StatusCode.NORMAL, "done", Callback.NOOP);
            }
        }

        private Void fail(final Throwable cause) {
            verdicts.putIfAbsent(script.name, cause.toString());
            session.disconnect();
            return null;
        }

        private static byte[] bytes(final ByteBuffer payload) {
            final byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            return bytes;
        }
    }
}
