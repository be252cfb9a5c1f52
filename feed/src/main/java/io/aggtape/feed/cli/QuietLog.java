package io.aggtape.feed.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** From its begin to its close the log has warnings and errors only: what is tried out says the rest itself. */
final class QuietLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.aggtape");
    private final Level before = logger.getLevel();

    void begin() {
        logger.setLevel(Level.WARN);
    }

    @Override
    public void close() {
        logger.setLevel(before);
    }
}
