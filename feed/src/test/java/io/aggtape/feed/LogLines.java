package io.aggtape.feed;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this JVM logs while it is open, as lines such as {@code WARN LineLog - line 0: ...}. Thread-safe. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    /** Listens from now on. */
    public static LogLines open() {
        final LogLines opened = new LogLines();
        opened.setContext(opened.root.getLoggerContext());
        opened.start();
        opened.root.addAppender(opened);
        return opened;
    }

    /** All of them so far. */
    public List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }

    @Override
    protected void append(final ILoggingEvent event) {
        final String logger = event.getLoggerName();
        lines.add(event.getLevel() + " " + logger.substring(logger.lastIndexOf('.') + 1) + " - "
                + event.getFormattedMessage());
    }
}
