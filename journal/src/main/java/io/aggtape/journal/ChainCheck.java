package io.aggtape.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes from the trades what seals and checkpoints must say, and notes where they don't; from there it believes them,
 * so that one fault is told once. A writer that starts behind a damaged place may go on from what is readable instead, as
 * {@link TapeState} does: that is as good. Owned by one thread.
 */
final class ChainCheck {
    private static final int MAX_FAULTS_LISTED = 1000;

    private final CheckpointCollector checkpoints = new CheckpointCollector();
    private final List<ChainFault> faults = new ArrayList<>();
    private final Map<String, Link> links = new HashMap<>();
    private final Checkpoint said = new Checkpoint();
    private final Checkpoint found = new Checkpoint();
    private final boolean isStartKnown;

    private TapeLedger ledger;
    /** What is readable says, where a checkpoint that was believed said something else; else null. */
    private TapeLedger readable;

    /** Starts with what the documents say that are not read; where nobody knows that, the first word is believed. */
    ChainCheck(final TapeLedger start, final boolean isStartKnown) {
        ledger = start;
        this.isStartKnown = isStartKnown;
    }

    /** Takes a trade; returns its hash. */
    long onTrade(final AggTrade trade) {
        if (readable != null) {
            readable.onTrade(trade);
        }
        return ledger.onTrade(ledger.of(trade.instrument), trade);
    }

    void onGap(final Gap gap) {
        ledger.onGap(gap);
        if (readable != null) {
            readable.onGap(gap);
        }
    }

    void onSeal(final HourSeal seal, final long sequence) {
        final Link link = linkOf(seal.instrument);
        final long chain = ledger.of(seal.instrument).chain();
        final boolean isAsReadable = readable != null && readable.onSeal(seal);
        if (!ledger.onSeal(seal) && !isAsReadable && link.isAnchored) {
            link.isBroken = true;
            onFault(
                    seal.instrument,
                    seal.hourStartNs,
                    sequence,
                    "the seal over " + seal.trades + " trades, ids " + seal.firstId + ".." + seal.lastId + ", says "
                            + Long.toHexString(seal.chain) + ", the trades give " + Long.toHexString(chain));
        }
        link.isAnchored = true;
        link.seals++;
    }

    void onCheckpoint(final Checkpoint part, final long sequence) {
        if (!checkpoints.onPart(part)) {
            return;
        }
        final TapeLedger newest = checkpoints.ledger();
        boolean isSame = true;
        for (int i = 0; i < newest.size(); i++) {
            final InstrumentLedger theirs = newest.at(i);
            final Link link = linkOf(theirs.instrument());
            if (!isSame(newest, theirs, ledger)) {
                isSame = false;
                final boolean isAsReadable = readable != null && isSame(newest, theirs, readable);
                if (!isAsReadable && link.isAnchored && !link.isBroken) {
                    onFault(
                            theirs.instrument(),
                            theirs.hourStartNs(),
                            sequence,
                            "the checkpoint through document " + part.throughSequence + " contradicts the trades");
                }
            }
            link.isAnchored = true;
            link.isBroken = false;
        }
        if (!isSame) {
            readable = readable == null ? ledger : readable;
            ledger = newest;
        }
    }

    /** What is wrong, the first of it. */
    List<ChainFault> faults() {
        return List.copyOf(faults);
    }

    VerifyReport.ChainReport reportOf(final Instrument instrument) {
        final Link link = linkOf(instrument);
        return new VerifyReport.ChainReport(
                link.seals, link.faults, ledger.of(instrument).chain());
    }

    private boolean isSame(final TapeLedger newest, final InstrumentLedger theirs, final TapeLedger own) {
        final InstrumentLedger ours = own.of(theirs.instrument());
        newest.fill(said, theirs);
        own.fill(found, ours);
        return ours.matches(theirs)
                && found.firstId == said.firstId
                && found.lastId == said.lastId
                && found.holes.hasSameIdsAs(said.holes)
                && found.absences.hasSameIdsAs(said.absences);
    }

    private Link linkOf(final Instrument instrument) {
        return links.computeIfAbsent(instrument.toString(), name -> new Link(isStartKnown));
    }

    private void onFault(
            final Instrument instrument, final long hourStartNs, final long sequence, final String description) {
        linkOf(instrument).faults++;
        if (faults.size() < MAX_FAULTS_LISTED) {
            faults.add(new ChainFault(instrument.market(), instrument.symbol(), hourStartNs, sequence, description));
        }
    }

    /** How the chain of one instrument stands. */
    private static final class Link {
        private boolean isAnchored;
        private boolean isBroken;
        private long seals;
        private long faults;

        private Link(final boolean isAnchored) {
            this.isAnchored = isAnchored;
        }
    }
}
