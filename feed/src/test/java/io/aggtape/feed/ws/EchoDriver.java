package io.aggtape.feed.ws;

import io.aggtape.feed.net.Endpoint;
import io.aggtape.feed.net.NetTransportFactory;
import io.aggtape.feed.net.ProxyRules;
import io.aggtape.feed.net.SocketOptions;
import io.aggtape.feed.net.TlsConfig;
import io.aggtape.feed.net.TlsEngine;
import io.aggtape.feed.net.Transport;
import io.aggtape.feed.net.TransportFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Drives a fuzzing server of the Autobahn kind with the recorder's own session and transport: asks how many cases there
 * are, echoes every message of each, and asks for the reports.
 */
public final class EchoDriver {
    private static final String AGRONA_NEEDS = "jdk.internal.misc";
    private static final int MAX_MESSAGE_BYTES = 32 << 20;
    private static final int RECEIVE_BYTES = 256 << 10;

    private final String host;
    private final int port;
    private final String agent;
    private final PrintStream out;
    private final TransportFactory transports;
    private final ClientSession session;
    private final EchoLoop loop;

    private int caseCount = -1;

    EchoDriver(final String host, final int port, final String agent, final PrintStream out) throws IOException {
        this.host = host;
        this.port = port;
        this.agent = URLEncoder.encode(agent, StandardCharsets.UTF_8);
        this.out = out;
        transports = new NetTransportFactory(
                TlsConfig.ofDefaultTrustStore(TlsEngine.AUTO),
                ProxyRules.direct(),
                SocketOptions.DEFAULT,
                Runnable::run);
        final SessionConfig config = SessionConfig.defaults()
                .withMaxMessageBytes(MAX_MESSAGE_BYTES)
                .withOutboundBytes(MAX_MESSAGE_BYTES + (64 << 10));
        session = new ClientSession(config, new SplittableRandom());
        loop = new EchoLoop(session, RECEIVE_BYTES, SystemNanoClock.INSTANCE);
    }

    /** Three arguments: host, port and the name to report under. Exits 1 where the server could not be driven. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: EchoDriver HOST PORT AGENT");
            System.exit(2);
        }
        if (!Object.class.getModule().isExported(AGRONA_NEEDS, EchoDriver.class.getModule())) {
            System.exit(runWithItsFlag(args));
        }
        System.exit(new EchoDriver(args[0], Integer.parseInt(args[1]), args[2], System.out).run() ? 0 : 1);
    }

    /** A plain {@code java -cp} lacks what Agrona needs of the JDK: starts the same again with it. */
    private static int runWithItsFlag(final String[] args) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/" + AGRONA_NEEDS + "=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EchoDriver.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** Runs all cases; false where the server did not say how many, or the reports could not be asked for. */
    boolean run() {
        connect("/getCaseCount", this::onCaseCount);
        if (caseCount < 0) {
            out.println("no case count");
            return false;
        }
        for (int number = 1; number <= caseCount; number++) {
            connect("/runCase?case=" + number + "&agent=" + agent, this::echo);
        }
        return connect("/updateReports?agent=" + agent, (opCode, buffer, offset, length) -> true);
    }

    private boolean onCaseCount(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        caseCount = Integer.parseInt(
                buffer.getStringWithoutLengthUtf8(offset, length).strip());
        return true;
    }

    // Once a close frame is on its way nothing may be sent, and what still arrives is let go.
    private boolean echo(final int opCode, final DirectBuffer buffer, final int offset, final int length) {
        if (session.state() != SessionState.OPEN) {
            return true;
        }
        return opCode == OpCode.TEXT
                ? session.sendText(buffer, offset, length)
                : session.sendBinary(buffer, offset, length);
    }

    private boolean connect(final String target, final MessageHandler handler) {
        final Endpoint endpoint = new Endpoint(false, host, port, target);
        final String agentHeader = "aggtape-echo";
        try (Transport transport = transports.open(endpoint, InetAddress.getByName(endpoint.host()))) {
            loop.run(transport, new UpgradeRequest(endpoint.authority(), target, agentHeader), handler);
        } catch (final IOException e) {
            session.onEndOfStream();
            out.println(target + ": " + e.getMessage());
            return isUpgraded();
        }
        out.println(target + ": " + session.messageCount() + " messages, " + session.closeCode() + " "
                + session.closeReason() + (session.fault() == SessionFault.NONE ? "" : " " + session.fault()));
        return isUpgraded();
    }

    private boolean isUpgraded() {
        final UpgradeResponse response = session.upgradeResponse();
        return response.isComplete() && response.fault() == SessionFault.NONE;
    }
}
