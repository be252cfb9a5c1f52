package io.aggtape.feed.cli;

import io.aggtape.journal.IdRange;
import io.aggtape.journal.MergeReport;
import io.aggtape.journal.RollCycle;
import io.aggtape.journal.SessionEvent;
import io.aggtape.journal.TapeConfig;
import io.aggtape.journal.TapeMerger;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape merge}: one tape of those of several hosts. */
@Command(
        name = "merge",
        description = {
            "Makes one new tape of several that were recorded beside each other: each trade once, by symbol in the order",
            "of ids, with an audit of who had what. The tapes are only read; they may be being written. Where contents of",
            "one id differ, that of the tape named first stays and the other is kept as a rejected frame. Exit code 3",
            "where contents differ, a tape is damaged, or ids are on none of the tapes. Needs as much disk again while it",
            "runs."
        },
        footer = {"", "Examples:", "  aggtape merge ./host-a ./host-b -o ./both", "  aggtape verify ./both"})
final class MergeCommand implements Callable<Integer> {
    private static final int MIN_INPUTS = 2;
    private static final int MAX_HOLES_PRINTED = 1_000;

    @Parameters(paramLabel = "JOURNAL", arity = "1..*", split = ",", description = "Directories of the tapes to merge.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            required = true,
            description = "Directory of the new tape, which must not exist.")
    private Path out;

    @Option(names = "--roll", paramLabel = "CYCLE", description = "A new file daily or hourly. Default: daily.")
    private String roll = RollCycle.DAILY.name().toLowerCase(Locale.ROOT);

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireDifferent();
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandFault(ExitCode.USAGE, "-o " + out + " exists already: name a new directory");
        }
        final TapeConfig config = TapeConfig.of(out).withRollCycle(rollCycle());
        final MergeReport report = TapeMerger.merge(inputs, config, session(), SystemEpochClock.INSTANCE);
        if (json.isAsked()) {
            report.instruments().forEach(merged -> json.line(toMap(merged)));
            json.line(toMap(report));
        } else {
            print(report, spec.commandLine().getOut());
        }
        return report.isComplete() ? ExitCode.OK : ExitCode.DATA_FAULT;
    }

    private void requireDifferent() {
        if (inputs.size() < MIN_INPUTS) {
            throw new CommandFault(ExitCode.USAGE, "merge takes two tapes or more");
        }
        final Set<Path> seen = new HashSet<>();
        for (final Path input : inputs) {
            if (!seen.add(realPath(input))) {
                throw new CommandFault(ExitCode.USAGE, input + " is named twice: merge takes different tapes");
            }
        }
    }

    private static Path realPath(final Path path) {
        try {
            return path.toRealPath();
        } catch (final IOException e) {
            // Who opens it says what is wrong with it.
            return path.toAbsolutePath().normalize();
        }
    }

    private RollCycle rollCycle() {
        for (final RollCycle cycle : List.of(RollCycle.DAILY, RollCycle.HOURLY)) {
            if (cycle.name().equalsIgnoreCase(roll)) {
                return cycle;
            }
        }
        throw new CommandFault(ExitCode.USAGE, "no roll cycle is called '" + roll + "': use daily or hourly");
    }

    private SessionEvent session() {
        final StringBuilder configuration = new StringBuilder("command=merge\n");
        for (int i = 0; i < inputs.size(); i++) {
            configuration
                    .append("input.")
                    .append(i + 1)
                    .append('=')
                    .append(inputs.get(i).toAbsolutePath().normalize())
                    .append('\n');
        }
        final SessionEvent session = new SessionEvent();
        session.runId = new SplittableRandom().nextLong();
        session.isStart = true;
        session.timeNs = TimeUnit.MILLISECONDS.toNanos(SystemEpochClock.INSTANCE.time());
        session.epochOffsetNs = session.timeNs - System.nanoTime();
        session.version = Version.current();
        session.configuration = configuration.toString();
        return session;
    }

    private static void print(final MergeReport report, final PrintWriter out) {
        for (int i = 0; i < report.inputs().size(); i++) {
            final MergeReport.Input input = report.inputs().get(i);
            out.println("tape " + (i + 1) + "  " + input.directory() + "  trades " + input.trades() + "  duplicates "
                    + input.duplicates() + "  other records " + input.events() + "  faults " + input.faults());
        }
        for (final MergeReport.Merged merged : report.instruments()) {
            out.println(merged.market().label() + ":" + merged.symbol() + "  ids "
                    + merged.ids().firstId() + ".." + merged.ids().lastId() + "  trades "
                    + merged.counts().trades() + "  in all " + merged.counts().inAll() + "  in none "
                    + merged.missingIds() + "  absent at source "
                    + merged.counts().absentIds() + "  differing "
                    + merged.counts().differing());
            for (int i = 0; i < merged.shares().size(); i++) {
                final MergeReport.Share share = merged.shares().get(i);
                out.println("  tape " + (i + 1) + "  "
                        + (share.ids() == null
                                ? "no ids"
                                : "ids " + share.ids().firstId() + ".."
                                        + share.ids().lastId())
                        + "  trades " + share.trades() + "  only here " + share.only() + "  its holes filled by others "
                        + share.filled());
            }
            final List<IdRange> open = merged.open();
            open.stream()
                    .limit(MAX_HOLES_PRINTED)
                    .forEach(hole -> out.println("  missing " + merged.symbol() + " " + hole.firstId() + ".."
                            + hole.lastId() + " (" + hole.size() + ")"));
            if (open.size() > MAX_HOLES_PRINTED) {
                out.println("  and " + (open.size() - MAX_HOLES_PRINTED) + " more holes");
            }
        }
        out.println("content differences " + report.contentDifferences());
        if (report.faults() > 0) {
            out.println("faults in the tapes merged " + report.faults()
                    + ": what was damaged there, and in no other tape, is missing; aggtape verify says where");
        }
        out.println((report.isComplete() ? "complete  " : "INCOMPLETE  ") + report.output());
    }

    private static Map<String, Object> toMap(final MergeReport.Merged merged) {
        final List<Object> shares = new ArrayList<>();
        for (final MergeReport.Share share : merged.shares()) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("firstId", share.ids() == null ? null : share.ids().firstId());
            map.put("lastId", share.ids() == null ? null : share.ids().lastId());
            map.put("trades", share.trades());
            map.put("onlyHere", share.only());
            map.put("holesFilledByOthers", share.filled());
            shares.add(map);
        }
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", merged.market().label());
        map.put("symbol", merged.symbol());
        map.put("firstId", merged.ids().firstId());
        map.put("lastId", merged.ids().lastId());
        map.put("trades", merged.counts().trades());
        map.put("inAll", merged.counts().inAll());
        map.put("inNone", merged.missingIds());
        map.put("absentAtSourceIds", merged.counts().absentIds());
        map.put("differing", merged.counts().differing());
        map.put("tapes", shares);
        map.put(
                "missing",
                merged.open().stream()
                        .map(hole -> List.of(hole.firstId(), hole.lastId()))
                        .toList());
        return map;
    }

    private static Map<String, Object> toMap(final MergeReport report) {
        final List<Object> tapes = new ArrayList<>();
        for (final MergeReport.Input input : report.inputs()) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("journal", input.directory().toString());
            map.put("trades", input.trades());
            map.put("duplicates", input.duplicates());
            map.put("otherRecords", input.events());
            map.put("faults", input.faults());
            tapes.add(map);
        }
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("journal", report.output().toString());
        map.put("complete", report.isComplete());
        map.put("contentDifferences", report.contentDifferences());
        map.put("faults", report.faults());
        map.put("tapes", tapes);
        return map;
    }
}
