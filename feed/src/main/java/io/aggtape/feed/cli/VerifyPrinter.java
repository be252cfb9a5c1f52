package io.aggtape.feed.cli;

import io.aggtape.journal.ChainFault;
import io.aggtape.journal.IdRange;
import io.aggtape.journal.VerifyReport;
import io.aggtape.journal.VerifyReport.DocumentReport;
import io.aggtape.journal.VerifyReport.InstrumentReport;
import io.aggtape.journal.VerifyReport.Silence;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts what {@code verify} found into words, or into maps for JSON. */
final class VerifyPrinter {
    private static final int MAX_HOLES_PRINTED = 1_000;
    private static final double MICROS_PER_SECOND = 1e6;

    private VerifyPrinter() {}

    static void print(final InstrumentReport instrument, final PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "%s %s:%s  ids %d..%d  trades %d  missing %d  absent at source %d  filled late %d  repaired %d  "
                        + "duplicates %d  out of order %d  gaps per million %.3f",
                instrument.isComplete() ? "complete  " : "INCOMPLETE",
                instrument.market().label(),
                instrument.symbol(),
                instrument.ids().firstId(),
                instrument.ids().lastId(),
                instrument.trades(),
                instrument.missingIds(),
                instrument.holes().absentIds(),
                instrument.holes().filledLateIds(),
                instrument.holes().repairedIds(),
                instrument.duplicates(),
                instrument.outOfOrder(),
                instrument.gapsPerMillion()));
        out.println("  holes opened " + instrument.holes().seen() + ", open now "
                + instrument.holes().open().size() + "; chain "
                + (instrument.chain().isIntact()
                        ? "ok"
                        : "BROKEN in " + instrument.chain().faults() + " places")
                + ", " + instrument.chain().seals() + " seals; content digest "
                + HexFormat.of().toHexDigits(instrument.content().digest()));
        if (instrument.silence() != null) {
            out.println("  longest silence " + describe(instrument.silence()));
        }
        if (instrument.holes().earlierOpenIds() > 0) {
            out.println("  missing before what is judged " + instrument.holes().earlierOpenIds());
        }
        final List<IdRange> open = instrument.holes().open();
        open.stream()
                .limit(MAX_HOLES_PRINTED)
                .forEach(hole -> out.println("  missing " + instrument.symbol() + " " + hole.firstId() + ".."
                        + hole.lastId() + " (" + hole.size() + ")"));
        if (open.size() > MAX_HOLES_PRINTED) {
            out.println("  and " + (open.size() - MAX_HOLES_PRINTED) + " more holes");
        }
    }

    static void print(final VerifyReport report, final Collection<ChainFault> chainFaults, final PrintWriter out) {
        report.rejects().forEach((reason, count) -> out.println("rejected " + reason + " " + count));
        chainFaults.forEach(fault -> out.println("chain fault " + fault));
        report.setAside()
                .forEach(file -> out.println(
                        "set aside " + file + ": a writer could not go on with it; what is readable of it is judged"));
        final DocumentReport documents = report.documents();
        documents.missingFiles().forEach(file -> out.println("missing file " + file));
        documents.faults().forEach(fault -> out.println("fault " + fault));
        if (report.beginsAt() > 1) {
            out.println("earlier files are not here: begins at document " + report.beginsAt());
        }
        out.println("documents " + documents.intact() + "  faults " + documents.faultCount() + "  sequence breaks "
                + documents.sequenceBreaks() + "  first sequence " + documents.firstSequence());
    }

    static Map<String, Object> toMap(final InstrumentReport instrument) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("market", instrument.market().label());
        map.put("symbol", instrument.symbol());
        map.put("complete", instrument.isComplete());
        map.put("firstId", instrument.ids().firstId());
        map.put("lastId", instrument.ids().lastId());
        map.put("trades", instrument.trades());
        map.put("missingIds", instrument.missingIds());
        map.put(
                "missing",
                instrument.holes().open().stream()
                        .map(hole -> List.of(hole.firstId(), hole.lastId()))
                        .toList());
        map.put("holesOpened", instrument.holes().seen());
        map.put("openHoles", instrument.holes().open().size());
        map.put("absentAtSourceIds", instrument.holes().absentIds());
        map.put("filledLateIds", instrument.holes().filledLateIds());
        map.put("repairedIds", instrument.holes().repairedIds());
        map.put("missingEarlierIds", instrument.holes().earlierOpenIds());
        map.put("duplicates", instrument.duplicates());
        map.put("outOfOrder", instrument.outOfOrder());
        map.put("gapsPerMillion", instrument.gapsPerMillion());
        map.put("chainOk", instrument.chain().isIntact());
        map.put("seals", instrument.chain().seals());
        map.put("chain", HexFormat.of().toHexDigits(instrument.chain().value()));
        map.put("contentDigest", HexFormat.of().toHexDigits(instrument.content().digest()));
        if (instrument.silence() != null) {
            map.put("longestSilenceUs", instrument.silence().lengthUs());
            map.put("silenceAfterId", instrument.silence().lastId());
            map.put("silenceFromUs", instrument.silence().fromUs());
        }
        return map;
    }

    static Map<String, Object> toMap(
            final VerifyReport report,
            final Collection<ChainFault> chainFaults,
            final Collection<String> absent,
            final boolean isComplete) {
        final DocumentReport documents = report.documents();
        final Map<String, Object> rejects = new LinkedHashMap<>();
        report.rejects().forEach((reason, count) -> rejects.put(reason.name(), count));
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("journal", report.directory().toString());
        map.put("complete", isComplete);
        map.put("symbolsWithoutTrades", List.copyOf(absent));
        map.put("rejects", rejects);
        map.put("chainFaults", chainFaults.stream().map(String::valueOf).toList());
        map.put("setAside", report.setAside());
        map.put("documents", documents.intact());
        map.put("faults", documents.faultCount());
        map.put("sequenceBreaks", documents.sequenceBreaks());
        map.put("firstSequence", documents.firstSequence());
        map.put("beginsAt", report.beginsAt());
        map.put("missingFiles", documents.missingFiles());
        map.put("firstFaults", documents.faults().stream().map(String::valueOf).toList());
        return map;
    }

    /** Ids went on without a hole, so nothing was lost: the market was quiet, or the exchange stood still. */
    private static String describe(final Silence silence) {
        return String.format(
                Locale.ROOT,
                "%.3f s, no id missing: from %s (id %d) to %s (id %d)",
                silence.lengthUs() / MICROS_PER_SECOND,
                Instant.EPOCH.plus(silence.fromUs(), ChronoUnit.MICROS),
                silence.lastId(),
                Instant.EPOCH.plus(silence.toUs(), ChronoUnit.MICROS),
                silence.lastId() + 1);
    }
}
