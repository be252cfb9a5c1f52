package io.aggtape.feed.cli;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands on what a person is told at each flush, as one text. */
final class TalkWriter extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> listener;

    TalkWriter(final Consumer<String> listener) {
        this.listener = listener;
    }

    @Override
    public void write(final char[] characters, final int offset, final int length) {
        synchronized (lock) {
            text.append(characters, offset, length);
        }
    }

    @Override
    public void flush() {
        final String told;
        synchronized (lock) {
            told = text.toString();
            text.setLength(0);
        }
        if (!told.isEmpty()) {
            listener.accept(told);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
