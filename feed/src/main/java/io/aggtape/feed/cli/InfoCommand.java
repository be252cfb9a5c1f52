package io.aggtape.feed.cli;

import io.aggtape.journal.LockOwner;
import io.aggtape.journal.TapeInfo;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aggtape info}: what a tape holds, in numbers. */
@Command(
        name = "info",
        description = "Shows the files, sessions, records and instruments of a tape, and who writes it.",
        footer = {"", "Examples:", "  aggtape info ./tape", "  aggtape info ./tape --json"})
final class InfoCommand implements Callable<Integer> {
    @Mixin
    private JournalOption journal;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final TapeInfo info = TapeInfo.read(journal.directory());
        if (json.isAsked()) {
            json.line(toMap(info));
        } else {
            print(info, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    private static void print(final TapeInfo info, final PrintWriter out) {
        out.println("journal   " + info.directory().toAbsolutePath());
        out.println("writer    " + info.writer().map(LockOwner::describe).orElse("none"));
        for (final TapeInfo.File file : info.files()) {
            out.println(String.format(
                    Locale.ROOT,
                    "file      %s  %,d bytes used of %,d  documents %d  records %d",
                    file.name(),
                    file.usedBytes(),
                    file.apparentBytes(),
                    file.documents(),
                    file.records()));
        }
        for (final TapeInfo.Session session : info.sessions()) {
            out.println("session   " + Long.toHexString(session.runId()) + "  version " + session.version() + "  "
                    + time(session.startNs()) + " to "
                    + (session.stopNs() == TapeInfo.Session.UNKNOWN ? "(no orderly stop)" : time(session.stopNs())));
        }
        info.records().forEach((type, count) -> out.println("records   " + type + " " + count));
        info.span()
                .ifPresent(span -> out.println("trades    " + micros(span.firstTradeUs()) + " to "
                        + micros(span.lastTradeUs()) + ", received " + time(span.firstReceiveNs()) + " to "
                        + time(span.lastReceiveNs())));
        info.checkpoint()
                .ifPresent(newest -> out.println("checkpoint  through document " + newest.throughSequence() + ", made "
                        + time(newest.timeNs()) + "  symbols " + newest.instruments() + "  trades " + newest.trades()
                        + "  open holes " + newest.openHoles() + "  missing " + newest.openIds()));
        for (final TapeInfo.Trades trades : info.instruments()) {
            out.println("symbol    " + trades.market().label() + ":" + trades.symbol() + "  trades " + trades.count()
                    + "  ids " + trades.ids().firstId() + ".." + trades.ids().lastId());
        }
    }

    private static Map<String, Object> toMap(final TapeInfo info) {
        final List<Object> files = new ArrayList<>();
        for (final TapeInfo.File file : info.files()) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", file.name());
            map.put("usedBytes", file.usedBytes());
            map.put("apparentBytes", file.apparentBytes());
            map.put("documents", file.documents());
            map.put("records", file.records());
            files.add(map);
        }
        final List<Object> sessions = new ArrayList<>();
        for (final TapeInfo.Session session : info.sessions()) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("runId", Long.toHexString(session.runId()));
            map.put("version", session.version());
            map.put("startNs", session.startNs());
            map.put("stopNs", session.stopNs() == TapeInfo.Session.UNKNOWN ? null : session.stopNs());
            map.put("configuration", session.configuration());
            sessions.add(map);
        }
        final List<Object> instruments = new ArrayList<>();
        for (final TapeInfo.Trades trades : info.instruments()) {
            final Map<String, Object> map = new LinkedHashMap<>();
            map.put("market", trades.market().label());
            map.put("symbol", trades.symbol());
            map.put("trades", trades.count());
            map.put("firstId", trades.ids().firstId());
            map.put("lastId", trades.ids().lastId());
            instruments.add(map);
        }
        final Map<String, Object> records = new LinkedHashMap<>();
        info.records().forEach((type, count) -> records.put(type.name(), count));
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("journal", info.directory().toString());
        map.put("writer", info.writer().map(LockOwner::describe).orElse(null));
        map.put("usedBytes", info.usedBytes());
        map.put("files", files);
        map.put("sessions", sessions);
        map.put("records", records);
        map.put("instruments", instruments);
        map.put("checkpoint", info.checkpoint().map(InfoCommand::toMap).orElse(null));
        info.span().ifPresent(span -> {
            map.put("firstTradeUs", span.firstTradeUs());
            map.put("lastTradeUs", span.lastTradeUs());
            map.put("firstReceiveNs", span.firstReceiveNs());
            map.put("lastReceiveNs", span.lastReceiveNs());
        });
        return map;
    }

    private static Map<String, Object> toMap(final TapeInfo.CheckpointSummary checkpoint) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("throughSequence", checkpoint.throughSequence());
        map.put("timeNs", checkpoint.timeNs());
        map.put("symbols", checkpoint.instruments());
        map.put("trades", checkpoint.trades());
        map.put("openHoles", checkpoint.openHoles());
        map.put("openIds", checkpoint.openIds());
        return map;
    }

    private static String time(final long sinceEpochNs) {
        return Instant.EPOCH.plus(sinceEpochNs, ChronoUnit.NANOS).toString();
    }

    private static String micros(final long sinceEpochUs) {
        return Instant.EPOCH.plus(sinceEpochUs, ChronoUnit.MICROS).toString();
    }
}
