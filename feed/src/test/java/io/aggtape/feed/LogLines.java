package io.aggtape.feed;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this JVM logs while it is open, as lines such as {@code WARN LineLog - line 0: ...}. Thread-safe. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();

    private Logger informed;

    private LogLines() {}

    /** Listens from now on. */
    public static LogLines open() {
        final LogLines opened = new LogLines();
        opened.setContext(opened.root.getLoggerContext());
        opened.start();
        opened.root.addAppender(opened);
        return opened;
    }

    /** Hears what a package says at INFO, too. */
    public LogLines withInfoOf(final String name) {
        informed = (Logger) LoggerFactory.getLogger(name);
        informed.setLevel(Level.INFO);
        return this;
    }

    /** All of them so far. */
    public List<String> all() {
        return List.copyOf(lines);
    }

    /** The stack traces so far, each under the line that it came with. */
    public List<String> traces() {
        return List.copyOf(traces);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        if (informed != null) {
            informed.setLevel(null);
        }
        stop();
    }

    @Override
    protected void append(final ILoggingEvent event) {
        final String logger = event.getLoggerName();
        final String line = event.getLevel() + " " + logger.substring(logger.lastIndexOf('.') + 1) + " - "
                + event.getFormattedMessage();
        if (event.getThrowableProxy() != null) {
            traces.add(line + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        lines.add(line);
    }
}
