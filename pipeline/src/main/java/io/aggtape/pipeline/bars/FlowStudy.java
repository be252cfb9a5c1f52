package io.aggtape.pipeline.bars;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.pipeline.TradeListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a range of trades looks like, per symbol: footprint and volume profile, distributions of sizes and of times between
 * trades, imbalance of volume buckets, Kyle's lambda. Placeholders of invalidated trades are counted apart and change
 * nothing else. One thread owns it. A trade allocates nothing but in a row of prices that is new.
 */
public final class FlowStudy implements TradeListener {
    private static final Comparator<StudyReport> BY_MARKET_AND_SYMBOL =
            Comparator.comparing(StudyReport::market).thenComparing(StudyReport::symbol);

    private final StudyConfig config;
    private SymbolStudy[] studies = new SymbolStudy[64];

    /** A study that begins with the next trade. */
    public FlowStudy(final StudyConfig config) {
        this.config = config;
    }

    @Override
    public void onTrade(final AggTrade trade) {
        final int index = trade.instrument.index();
        SymbolStudy study = index < studies.length ? studies[index] : null;
        if (study == null) {
            study = add(trade.instrument);
        }
        study.onTrade(trade);
    }

    /** What is known of each symbol, by market and symbol; allocates. */
    public List<StudyReport> reports() {
        final List<StudyReport> reports = new ArrayList<>();
        for (final SymbolStudy study : studies) {
            if (study != null) {
                reports.add(study.report());
            }
        }
        reports.sort(BY_MARKET_AND_SYMBOL);
        return reports;
    }

    private SymbolStudy add(final Instrument instrument) {
        final int index = instrument.index();
        if (index >= studies.length) {
            studies = Arrays.copyOf(studies, Math.max(index + 1, studies.length * 2));
        }
        studies[index] = new SymbolStudy(config, instrument);
        return studies[index];
    }
}
