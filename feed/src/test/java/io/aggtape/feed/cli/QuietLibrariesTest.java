package io.aggtape.feed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.affinity.Affinity;
import net.openhft.affinity.AffinityLock;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.UnsafeBuffer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JVM with the launcher's flags and log settings, in which the libraries do what they do in a healthy run. */
final class QuietLibrariesTest {
    private static final String LINE =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z %s \\[main] QuietLibrariesTest - %s\n";

    @TempDir
    Path directory;

    @Test
    void shouldPrintNothingOfTheLibraries() throws IOException {
        final Script.Result result = child("libraries");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("done\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void shouldLogOursAsPlainLinesInUtcOnStderr() throws IOException {
        final Script.Result result = child("logs");
        assertThat(result.out()).isEqualTo("done\n");
        assertThat(result.err())
                .matches(LINE.formatted("INFO ", "live: BTCUSDT") + LINE.formatted("WARN ", "disk nearly full"));
    }

    @Test
    void shouldLogWhatTheJournalSaysInTheSameShape() throws IOException {
        assertThat(child("journal").err()).matches(LINE.formatted("WARN ", "the disk is full"));
    }

    private Script.Result child(final String work) throws IOException {
        final List<String> arguments = new ArrayList<>(JvmOptionsTest.flags());
        // The tests' own settings come first on the class path.
        arguments.add("-Dlogback.configurationFile=" + Aggtape.class.getResource("/logback.xml"));
        arguments.addAll(List.of("-Duser.timezone=Asia/Tokyo", "-cp", System.getProperty("java.class.path")));
        arguments.addAll(List.of(QuietLibrariesTest.class.getName(), work, directory.toString()));
        return new Script(directory, Path.of(System.getProperty("java.home"), "bin", "java"))
                .run(arguments.toArray(String[]::new));
    }

    /** Runs in the child. */
    public static void main(final String[] arguments) throws Exception {
        if (arguments[0].equals("logs")) {
            final Logger logger = LoggerFactory.getLogger(QuietLibrariesTest.class);
            logger.debug("too fine");
            logger.info("live: {}", "BTCUSDT");
            logger.warn("disk nearly full");
        } else if (arguments[0].equals("journal")) {
            final System.Logger logger = System.getLogger(QuietLibrariesTest.class.getName());
            logger.log(System.Logger.Level.WARNING, "the disk is {0}", "full");
        } else {
            writeAndReadAQueue(Path.of(arguments[1], "queue"));
            pin();
            serve();
            LoggerFactory.getLogger("net.openhft.chronicle.core.Jvm").info("chatter");
            LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("chatter");
            LoggerFactory.getLogger("net.openhft.affinity.LockInventory").warn("chatter");
        }
        System.out.println("done");
    }

    private static void writeAndReadAQueue(final Path path) {
        final Bytes<?> record = Bytes.allocateElasticDirect();
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(path).build();
                ExcerptAppender appender = queue.createAppender();
                ExcerptTailer tailer = queue.createTailer()) {
            record.write(new byte[] {1, 2, 3});
            appender.writeBytes(record);
            if (!tailer.readBytes(Bytes.elasticByteBuffer())) {
                throw new IllegalStateException("nothing was written");
            }
        }
        record.releaseLast();
        new UnsafeBuffer(new byte[8]).putLong(0, 1);
    }

    private static void pin() {
        try (AffinityLock lock = AffinityLock.acquireLock(false)) {
            Affinity.setAffinity(lock.isAllocated() ? lock.cpuId() : 0);
        }
    }

    private static void serve() throws Exception {
        final Server server = new Server();
        final ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server));
        server.start();
        server.stop();
    }
}
