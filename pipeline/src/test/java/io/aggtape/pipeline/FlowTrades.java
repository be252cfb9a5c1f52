package io.aggtape.pipeline;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Instrument;
import io.aggtape.journal.Instruments;
import io.aggtape.journal.Market;
import io.aggtape.journal.TradeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Makes trades for tests: by hand, or from a file of Binance's archive format. */
public final class FlowTrades {
    public final Instruments instruments = new Instruments();
    private long nextId = 1;

    public Instrument instrument(final String symbol) {
        return instruments.intern(Market.SPOT, symbol);
    }

    public AggTrade buy(final String price, final String quantity, final long timeUs) {
        return trade(instrument("BTCUSDT"), price, quantity, timeUs, false);
    }

    public AggTrade sell(final String price, final String quantity, final long timeUs) {
        return trade(instrument("BTCUSDT"), price, quantity, timeUs, true);
    }

    public AggTrade trade(
            final Instrument instrument,
            final String price,
            final String quantity,
            final long timeUs,
            final boolean isBuyerMaker) {
        final AggTrade trade = new AggTrade();
        trade.instrument = instrument;
        trade.id = nextId++;
        trade.firstTradeId = trade.id * 10;
        trade.lastTradeId = trade.firstTradeId;
        final BigDecimal p = new BigDecimal(price);
        trade.priceMantissa = p.unscaledValue().longValueExact();
        trade.priceExponent = -p.scale();
        final BigDecimal q = new BigDecimal(quantity);
        trade.quantityMantissa = q.unscaledValue().longValueExact();
        trade.quantityExponent = -q.scale();
        trade.tradeTimeUs = timeUs;
        trade.isBuyerMaker = isBuyerMaker;
        trade.source = TradeSource.LINE_A;
        return trade;
    }

    public AggTrade placeholder(final long timeUs) {
        final AggTrade trade = trade(instrument("BTCUSDT"), "0", "0", timeUs, true);
        trade.firstTradeId = -1;
        trade.lastTradeId = -1;
        return trade;
    }

    /** Reads {@code id,price,quantity,first,last,time ms,isBuyerMaker}, with or without a header. */
    public List<AggTrade> read(final Path csv, final Instrument instrument) {
        final List<AggTrade> trades = new ArrayList<>();
        try (BufferedReader lines = open(csv)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                    final String[] cells = line.split(",");
                    final AggTrade trade = trade(
                            instrument,
                            cells[1],
                            cells[2],
                            Long.parseLong(cells[5]) * 1_000,
                            Boolean.parseBoolean(cells[6]));
                    trade.id = Long.parseLong(cells[0]);
                    trade.firstTradeId = Long.parseLong(cells[3]);
                    trade.lastTradeId = Long.parseLong(cells[4]);
                    trades.add(trade);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return trades;
    }

    private static BufferedReader open(final Path csv) throws IOException {
        return csv.toString().endsWith(".gz")
                ? new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))
                : Files.newBufferedReader(csv);
    }
}
