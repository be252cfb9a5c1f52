package io.aggtape.feed.doctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Stack traces as lines of text. */
final class StackText {
    private StackText() {}

    /** What was thrown, with its causes. */
    static List<String> of(final Throwable fault) {
        final StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text, true));
        return text.toString().lines().map(line -> line.replace("\t", "    ")).toList();
    }

    /** What a thread does at this moment: its name and state, then a line a frame. */
    static List<String> of(final Thread thread) {
        final List<String> lines = new ArrayList<>();
        lines.add("thread \"" + thread.getName() + "\" " + thread.getState());
        for (final StackTraceElement frame : thread.getStackTrace()) {
            lines.add("    at " + frame);
        }
        return lines;
    }
}
