package io.aggtape.feed.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;
import io.aggtape.pipeline.Heartbeats;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Where a command's log lines and its talk go while it runs: to stderr, and to a file where one is wanted, by threads of
 * their own. The log's settings of before come back at the end.
 */
final class Logs {
    private static final String STDERR = "stderr";
    private static final String FILE = "file";
    private static final String PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level [%thread] %logger{0} - %msg%n";
    private static final long DRAIN_MS = 2_000;
    /** Only what is written again and again in one place has it. */
    private static final char ESCAPE = '\u001b';

    /** What writes where no command runs for long; known once the first one does. */
    private static Appender<ILoggingEvent> plainStderr;

    private final Logger root;
    private final Logger talk;
    private final QueueAppender stderr;
    private final QueueAppender file;
    private final RotatingFile rotating;
    private final LogQueue.Sink plain;
    private final PrintWriter err;
    private final boolean isJson;

    /** The file's thread only. */
    private boolean isFileBroken;

    private Logs(final LogConfig config, final RotatingFile rotating, final PrintWriter target) {
        root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        this.rotating = rotating;
        isJson = config.isJson();
        final LoggerContext context = root.getLoggerContext();
        stderr = new QueueAppender(STDERR, "a reader of stderr", context, encoder(context, isJson), line -> {
            System.err.write(line);
            System.err.flush();
        });
        file = rotating == null
                ? null
                : new QueueAppender(
                        FILE,
                        "the disk of the log file",
                        context,
                        encoder(context, isJson),
                        line -> writeToFile(line, config.file()));
        talk = (Logger) LoggerFactory.getLogger(Aggtape.class);
        plain = text -> {
            target.print(new String(text, StandardCharsets.UTF_8));
            target.flush();
        };
        err = new PrintWriter(new TalkWriter(this::tell), true);
    }

    /**
     * Logs so from now on.
     *
     * @param err where talk goes in the end, in its order among the log lines.
     * @throws CommandFault where the file cannot be opened.
     */
    static Logs open(final LogConfig config, final PrintWriter err) {
        RotatingFile rotating = null;
        if (config.file() != null) {
            try {
                rotating = new RotatingFile(config.file(), config.maxFileBytes(), config.files());
            } catch (final IOException e) {
                throw new CommandFault(
                        ExitCode.USAGE, "cannot open the log file " + config.file() + ": " + CommandFault.reason(e), e);
            }
        }
        final Logs logs = new Logs(config, rotating, err);
        logs.attach();
        return logs;
    }

    /** What a person is told; never waits for a reader. */
    PrintWriter err() {
        return err;
    }

    /** Has the threads that write be watched with those of a run. */
    void watchBy(final Heartbeats heartbeats) {
        heartbeats.addGuest(stderr.queue().heartbeat());
        if (file != null) {
            heartbeats.addGuest(file.queue().heartbeat());
        }
    }

    /** Whether a status line may be written again and again in one place. */
    boolean isTerminal() {
        return Terminal.isErr() && !isJson;
    }

    /** Tells, as the last thing, what has ended the command: on stderr as every command does, unless that is JSON. */
    void fault(final String name, final Throwable fault) {
        final String words = name + ": " + FaultPrinter.words(fault);
        final Throwable shown = FaultPrinter.isForeseen(fault) ? null : fault;
        if (isJson) {
            talk.error(words, shown);
            return;
        }
        FaultPrinter.print(fault, name, new PrintWriter(new TalkWriter(text -> stderr.say(text, true, plain))));
        if (file != null) {
            file.add(talk, Level.ERROR, words, shown);
        }
    }

    /** Writes what is left; false where nobody takes it. */
    boolean close() {
        err.flush();
        detach();
        boolean isDrained = stderr.queue().close(DRAIN_MS);
        stderr.stop();
        if (file != null) {
            file.stop();
            isDrained &= file.queue().close(DRAIN_MS);
            try {
                rotating.close();
            } catch (final IOException e) {
                isDrained = false;
            }
        }
        return isDrained;
    }

    /** Talk has no form on stderr, unless that is JSON; in the file it is a line like all others. */
    private void tell(final String text) {
        final List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && line.indexOf(ESCAPE) < 0)
                .toList();
        if (isJson) {
            lines.forEach(talk::info);
            return;
        }
        stderr.say(text, false, plain);
        if (file != null) {
            lines.forEach(line -> file.add(talk, Level.INFO, line, null));
        }
    }

    private void writeToFile(final byte[] line, final Path name) throws IOException {
        try {
            rotating.write(line);
            isFileBroken = false;
        } catch (final IOException e) {
            if (!isFileBroken) {
                isFileBroken = true;
                stderr.warn("the log file " + name + " cannot be written, and what it misses is counted in it later: "
                        + CommandFault.reason(e));
            }
            throw e;
        }
    }

    private void attach() {
        synchronized (Logs.class) {
            final Appender<ILoggingEvent> before = root.getAppender(STDERR);
            if (plainStderr == null) {
                plainStderr = before;
            }
            root.detachAppender(before);
            root.addAppender(stderr);
            if (file != null) {
                root.addAppender(file);
            }
        }
    }

    private void detach() {
        synchronized (Logs.class) {
            root.detachAppender(stderr);
            if (file != null) {
                root.detachAppender(file);
            }
            if (plainStderr != null && root.getAppender(STDERR) == null) {
                root.addAppender(plainStderr);
            }
        }
    }

    private static Encoder<ILoggingEvent> encoder(final LoggerContext context, final boolean isJson) {
        if (isJson) {
            return new JsonLogEncoder();
        }
        final PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }
}
