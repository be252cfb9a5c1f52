package io.aggtape.feed.cli;

import io.aggtape.journal.TapeReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggtape cat}: what is on a tape. */
@Command(
        name = "cat",
        description = "Prints the trades of a tape, also while it is written; --all prints every record.",
        footer = {
            "",
            "Examples:",
            "  aggtape cat -n 10",
            "  aggtape cat ./tape --symbol BTCUSDT --from 2026-11-23T10:00:00Z --to 2026-11-23T11:00:00Z",
            "  aggtape cat ./tape --follow --json",
            "  aggtape cat ./tape --all -n 100"
        })
final class CatCommand implements Callable<Integer> {
    private static final int DOCUMENTS_A_POLL = 256;
    private static final int POLLS_A_FLUSH = 16;
    private static final long FOLLOW_POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

    @Mixin
    private JournalOption journal;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            description = "Only the last N that match.")
    private Long last;

    @Option(names = "--follow", description = "Go on with what is added, until Ctrl-C.")
    private boolean isFollowing;

    @Option(
            names = "--all",
            description = "Gaps, rejected frames, lines, sessions, clocks, seals and checkpoints, too.")
    private boolean isAll;

    @Mixin
    private TapeRange range;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (last != null && last < 0) {
            throw new CommandFault(ExitCode.USAGE, "-n takes 0 or more, not " + last);
        }
        final PrintWriter out = spec.commandLine().getOut();
        final StopSignal stop = Aggtape.stopSignal(spec);
        try (TapeReader reader = open()) {
            final TapePrinter printer = new TapePrinter(range, isAll, out, json);
            if (last != null && (isFollowing || range.isAllTime())) {
                moveToLast(reader, printer);
            } else if (last != null) {
                moveToLastOfRange(reader, printer);
            }
            print(reader, printer, stop);
            if (reader.faults() > 0) {
                spec.commandLine().getErr().println(reader.faults() + " faults met: aggtape verify names them");
            }
            return reader.faults() > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
        }
    }

    /** Who follows a tape learns what stands behind a hole at its end when the writer goes on. */
    private TapeReader open() {
        final PrintWriter err = spec.commandLine().getErr();
        if (!isFollowing) {
            return range.open(journal.directory(), err);
        }
        final TapeReader reader = TapeReader.open(journal.directory());
        if (!range.isAllTime()) {
            TapeRange.index(journal.directory(), err);
            reader.seek(range.fromUs());
        }
        return reader;
    }

    private void print(final TapeReader reader, final TapePrinter printer, final StopSignal stop) {
        boolean isWanted = true;
        int polls = 0;
        while (isWanted && !stop.isAsked()) {
            reader.poll(printer, DOCUMENTS_A_POLL);
            if (reader.isAtEnd()) {
                isWanted = isFollowing && json.flush();
                LockSupport.parkNanos(isWanted ? FOLLOW_POLL_NS : 0);
            } else if (++polls % POLLS_A_FLUSH == 0) {
                isWanted = json.flush();
            }
        }
    }

    /** Goes through the range twice, to count first: it may end long before the tape does. */
    private void moveToLastOfRange(final TapeReader reader, final TapePrinter printer) {
        printer.skip(Long.MAX_VALUE);
        do {
            reader.poll(printer, DOCUMENTS_A_POLL);
        } while (!reader.isAtEnd());
        reader.seek(range.fromUs());
        printer.skip(Math.max(0, printer.skipped() - last));
        printer.printAtMost(last);
    }

    /** Goes back far enough for N matches: as many records as wanted, then four times as many, and so on. */
    private void moveToLast(final TapeReader reader, final TapePrinter printer) {
        long records = Math.max(last, 1);
        boolean isEnough = false;
        while (!isEnough) {
            final long before = reader.records();
            reader.moveToLastRecords(records);
            printer.skip(Long.MAX_VALUE);
            do {
                reader.poll(printer, DOCUMENTS_A_POLL);
            } while (!reader.isAtEnd());
            isEnough = printer.skipped() >= last || reader.records() - before < records;
            records *= isEnough ? 1 : 4;
        }
        reader.moveToLastRecords(records);
        printer.skip(Math.max(0, printer.skipped() - last));
        if (!isFollowing) {
            printer.printAtMost(last);
        }
    }
}
