package io.aggtape.feed.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;

/** Hands log lines to a queue; warnings and errors are urgent. */
final class QueueAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;
    private final LogQueue queue;
    private final LogQueue.Sink sink;

    /** Starts at once; {@code awaited} is who takes the lines, for people. */
    QueueAppender(
            final String name,
            final String awaited,
            final LoggerContext context,
            final Encoder<ILoggingEvent> encoder,
            final LogQueue.Sink sink) {
        this.encoder = encoder;
        this.sink = sink;
        queue = new LogQueue("log-" + name, awaited, text -> notice(context, encoder, text));
        setName(name);
        setContext(context);
        start();
    }

    LogQueue queue() {
        return queue;
    }

    @Override
    protected void append(final ILoggingEvent event) {
        queue.offer(encoder.encode(event), event.getLevel().isGreaterOrEqual(Level.WARN), sink);
    }

    /** Says something that no other appender shall have. */
    void warn(final String text) {
        queue.offer(notice((LoggerContext) getContext(), encoder, text), true, sink);
    }

    /** The same for a line of a logger, with a stack trace unless {@code thrown} is null. */
    void add(final Logger logger, final Level level, final String text, final Throwable thrown) {
        append(new LoggingEvent(QueueAppender.class.getName(), logger, level, text, thrown, null));
    }

    /** Hands over what is no log line, behind those that came before it. */
    void say(final String text, final boolean isUrgent, final LogQueue.Sink to) {
        queue.offer(text.getBytes(StandardCharsets.UTF_8), isUrgent, to);
    }

    private static byte[] notice(final LoggerContext context, final Encoder<ILoggingEvent> encoder, final String text) {
        return encoder.encode(new LoggingEvent(
                QueueAppender.class.getName(), context.getLogger(LogQueue.class), Level.WARN, text, null, null));
    }
}
