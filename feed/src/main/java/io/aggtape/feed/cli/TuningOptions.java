package io.aggtape.feed.cli;

import picocli.CommandLine.Option;

/** A mixin: threads, cores, ring and metrics of a recorder. */
final class TuningOptions {
    @Option(
            names = "--threading",
            defaultValue = "parallel",
            paramLabel = "MODE",
            description = "parallel: a thread a handler; shared: the three handlers on one thread; inline: on the feed "
                    + "thread, for one or two cores. Default: ${DEFAULT-VALUE}.")
    String threading;

    @Option(
            names = "--cpu",
            defaultValue = "auto",
            paramLabel = "PLAN",
            description = "auto: the feed thread alone on a core, the handlers over the rest; none; or for example "
                    + "feed=1,parser=2,metrics=3,journal=4. Checked after pinning, exit 6 where it did not take hold. "
                    + "Default: ${DEFAULT-VALUE}.")
    String cpu;

    @Option(
            names = "--wait",
            defaultValue = "auto",
            paramLabel = "NAME",
            description = "How handlers wait: auto, blocking, yielding, busy-spin, sleeping or phased. "
                    + "Default: ${DEFAULT-VALUE}.")
    String waitStrategy;

    @Option(
            names = "--idle",
            defaultValue = "auto",
            paramLabel = "NAME",
            description = "How a feed thread waits: auto, busy-spin, yield, backoff, sleep or noop. "
                    + "Default: ${DEFAULT-VALUE}.")
    String idleStrategy;

    @Option(
            names = "--reader",
            defaultValue = "auto",
            paramLabel = "NAME",
            description =
                    "How a feed thread finds the lines with bytes: spin reads each in each cycle; select asks the "
                            + "kernel first; auto spins for up to 2 lines a thread that has a core, and selects for more or "
                            + "where it sleeps. Default: ${DEFAULT-VALUE}.")
    String reader;

    @Option(
            names = "--feed-threads",
            defaultValue = "1",
            paramLabel = "N",
            description = "Threads that read sockets, 1 to 64. Default: ${DEFAULT-VALUE}.")
    int feedThreads;

    @Option(
            names = "--ring-slots",
            defaultValue = "16384",
            paramLabel = "N",
            description = "Slots of the ring, a power of two. Default: ${DEFAULT-VALUE}.")
    int ringSlots;

    @Option(
            names = "--slot-bytes",
            defaultValue = "512",
            paramLabel = "N",
            description = "Bytes of a slot; a longer frame passes, but allocates. Default: ${DEFAULT-VALUE}.")
    int slotBytes;

    @Option(
            names = "--history",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Trades a symbol that are kept in memory, a power of two. Default: ${DEFAULT-VALUE}.")
    int history;

    @Option(
            names = "--large-trade",
            defaultValue = "100000",
            paramLabel = "QUOTE",
            description = "A trade of this much quote currency or more counts as large. Default: ${DEFAULT-VALUE}.")
    String largeTrade;
}
