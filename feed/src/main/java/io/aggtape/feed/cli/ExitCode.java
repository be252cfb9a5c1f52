package io.aggtape.feed.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process says when it ends, the same for every command. */
public final class ExitCode {
    /** Done as asked. */
    public static final int OK = 0;
    /** A fault of ours; a stack trace is on stderr. */
    public static final int INTERNAL = 1;
    /** The command line, the environment or the settings file cannot be understood. */
    public static final int USAGE = 2;
    /** The data has a fault: ids are missing, records are damaged, totals differ. */
    public static final int DATA_FAULT = 3;
    /** The journal is locked by another process or cannot be read or written. */
    public static final int JOURNAL = 4;
    /** The network: no address, no connection, a certificate that is not trusted, a refusal by the server. */
    public static final int NETWORK = 5;
    /** The machine is not as asked: a core that cannot be had, a JVM too old, a flag that is missing. */
    public static final int ENVIRONMENT = 6;

    private ExitCode() {}

    /** Code to meaning, in order, as every command's help lists them. */
    static Map<String, String> meanings() {
        final Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(" " + OK, "done as asked");
        meanings.put(" " + INTERNAL, "internal fault, with a stack trace");
        meanings.put(" " + USAGE, "wrong usage: command line, environment or settings file");
        meanings.put(" " + DATA_FAULT, "data fault found, for example missing ids");
        meanings.put(" " + JOURNAL, "journal locked or unreadable");
        meanings.put(" " + NETWORK, "network");
        meanings.put(" " + ENVIRONMENT, "environment not as asked, for example a core that cannot be pinned");
        return meanings;
    }
}
