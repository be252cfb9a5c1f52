package io.aggtape.journal.archive;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Continuity;
import io.aggtape.journal.Gap;
import io.aggtape.journal.GapState;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.RejectReason;
import io.aggtape.journal.Rejected;
import io.aggtape.journal.TapeWriter;
import io.aggtape.journal.TradeContent;
import io.aggtape.journal.TradeSource;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Decides what becomes of each row, by the rule by which all decide, and counts; owned by one thread. */
final class RowImport {
    private final TapeWriter writer;
    private final ImportHistory history;
    private final Continuity continuity = new Continuity();
    private final LateRange late;
    private final Gap gap = new Gap();
    private final Rejected rejected = new Rejected();
    private final UnsafeBuffer rowBuffer = new UnsafeBuffer(0, 0);
    /** By the index of the instrument: its last row, of whichever file. */
    private final List<AggTrade> previous = new ArrayList<>();

    private ArchiveFile file;
    private ArchiveCheck check;
    private long imported;
    private long onTape;
    private long duplicates;
    private long rejections;
    private long placeholders;
    private long zeroQuantities;
    private long gaps;
    private long missingIds;
    private long lastTimeNs;

    RowImport(final TapeWriter writer, final Instruments instruments, final ImportHistory history) {
        this.writer = writer;
        this.history = history;
        late = new LateRange(writer);
        continuity.seed(writer.recovered(), instruments);
        gap.state = GapState.OPENED;
        gap.reason = "not in the archive files imported so far";
    }

    void begin(final ArchiveFile newFile, final ArchiveCheck newCheck) {
        file = newFile;
        check = newCheck;
        lastTimeNs = newFile.firstTimeUs() * 1_000;
        imported = 0;
        onTape = 0;
        duplicates = 0;
        rejections = 0;
        placeholders = 0;
        zeroQuantities = 0;
        gaps = 0;
        missingIds = 0;
    }

    void take(final ArchiveRows row) {
        if (row.problem() != null) {
            reject(row, row.problem());
            return;
        }
        final AggTrade trade = row.trade();
        lastTimeNs = trade.receiveTimeNs;
        final AggTrade before = previousOf(trade);
        if (before.instrument != null && before.id == trade.id) {
            if (TradeContent.isSame(before, trade)) {
                duplicates++;
            } else {
                reject(row, RejectReason.CONTENT_DIFFERS);
            }
            return;
        }
        before.copyFrom(trade);
        add(trade);
    }

    /** Ends a file, or a part of it. */
    void end() {
        late.flush();
    }

    ImportCounts counts() {
        return new ImportCounts(
                check.rows(), imported, onTape, duplicates, rejections, placeholders, zeroQuantities, gaps, missingIds);
    }

    private void add(final AggTrade trade) {
        switch (continuity.onTrade(trade)) {
            case DUPLICATE:
                onTape++;
                return;
            case GAP:
                openGap(trade);
                writer.append(trade);
                break;
            case LATE:
                writer.append(trade);
                late.add(trade.instrument, trade.id, trade.receiveTimeNs);
                break;
            default:
                writer.append(trade);
                break;
        }
        imported++;
        if (trade.isPlaceholder()) {
            placeholders++;
        } else if (trade.quantityMantissa == 0) {
            zeroQuantities++;
        }
    }

    private void openGap(final AggTrade trade) {
        late.flush();
        gap.instrument = trade.instrument;
        gap.firstId = continuity.gapFirstId();
        gap.lastId = continuity.gapLastId();
        gap.timeNs = trade.receiveTimeNs;
        gaps++;
        missingIds += gap.lastId - gap.firstId + 1;
        writer.append(gap);
    }

    private void reject(final ArchiveRows row, final RejectReason reason) {
        rejections++;
        rowBuffer.wrap(row.bytes());
        if (history.takeRejected(file, check.sha256(), rowBuffer, row.offset(), row.length())) {
            return;
        }
        rejected.reason = reason;
        rejected.market = file.market();
        rejected.source = TradeSource.ARCHIVE;
        rejected.line = 0;
        rejected.receiveTimeNs = lastTimeNs;
        rejected.buffer = rowBuffer;
        rejected.offset = row.offset();
        rejected.length = row.length();
        writer.append(rejected);
    }

    private AggTrade previousOf(final AggTrade trade) {
        final int at = trade.instrument.index();
        while (previous.size() <= at) {
            previous.add(new AggTrade());
        }
        return previous.get(at);
    }
}
