package io.aggtape.journal.sql;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.Gap;
import io.aggtape.journal.LineEvent;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeSelection;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Fills tables of a database with what a tape tells; owned by one thread. */
final class TradeTable implements TapeListener, AutoCloseable {
    /** The columns of trades as Parquet files have them, in order; market and symbol are in the files' paths. */
    static final String PARQUET_COLUMNS = "id, price, quantity, first_id, last_id, time, event_time, receive_time_ns,"
            + " is_buyer_maker, is_best_match, normal_quantity, symbol_type, source, line";

    private static final String GAPS = "CREATE TABLE gap_rows (market VARCHAR, symbol VARCHAR, state VARCHAR,"
            + " first_id BIGINT, last_id BIGINT, time_ns BIGINT, reason VARCHAR)";
    private static final String LINES = "CREATE TABLE line_rows (line INTEGER, market VARCHAR, state VARCHAR,"
            + " attempt INTEGER, time_ns BIGINT, stage_ns BIGINT, reason VARCHAR)";
    private static final String VIEWS = "CREATE VIEW trades AS SELECT market, symbol, id, price, quantity, first_id,"
            + " last_id, time, make_timestamp_ns(receive_time_ns) AS receive_time, is_buyer_maker, source, line,"
            + " event_time, is_best_match, normal_quantity, symbol_type, receive_time_ns FROM trade_rows;"
            + " CREATE VIEW gaps AS SELECT market, symbol, state, first_id, last_id, last_id - first_id + 1 AS ids,"
            + " make_timestamp_ns(time_ns) AS time, reason FROM gap_rows;"
            + " CREATE VIEW lines AS SELECT line, market, state, attempt, make_timestamp_ns(time_ns) AS time, stage_ns,"
            + " reason FROM line_rows";

    private final DatabaseConfig config;
    private final TapeSelection selection;
    private final DuckDBAppender trades;
    private final DuckDBAppender gaps;
    private final DuckDBAppender lines;

    TradeTable(final TemporaryDatabase database, final DatabaseConfig config, final TapeSelection selection) {
        this.config = config;
        this.selection = selection;
        database.execute(tradesTable(config));
        database.execute(GAPS);
        database.execute(LINES);
        database.execute(VIEWS);
        try {
            trades = database.connection().createAppender(DuckDBConnection.DEFAULT_SCHEMA, "trade_rows");
            gaps = database.connection().createAppender(DuckDBConnection.DEFAULT_SCHEMA, "gap_rows");
            lines = database.connection().createAppender(DuckDBConnection.DEFAULT_SCHEMA, "line_rows");
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    @Override
    public void onAggTrade(final AggTrade trade) {
        if (!selection.accepts(trade.tradeTimeUs) || !selection.accepts(trade.instrument)) {
            return;
        }
        try {
            append(trade);
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    @Override
    public void onGap(final Gap gap) {
        if (!selection.accepts(gap.instrument)) {
            return;
        }
        try {
            gaps.beginRow();
            gaps.append(gap.instrument.market().label());
            gaps.append(gap.instrument.symbol());
            gaps.append(gap.state.name());
            gaps.append(gap.firstId);
            gaps.append(gap.lastId);
            gaps.append(gap.timeNs);
            gaps.append(gap.reason);
            gaps.endRow();
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    @Override
    public void onLine(final LineEvent line) {
        try {
            lines.beginRow();
            lines.append(line.line);
            lines.append(line.market.label());
            lines.append(line.state.name());
            lines.append(line.attempt);
            lines.append(line.timeNs);
            lines.append(line.stageNs);
            lines.append(line.reason);
            lines.endRow();
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    /** Ends the filling: only then all is in the tables. */
    @Override
    public void close() {
        try {
            trades.close();
            gaps.close();
            lines.close();
        } catch (final SQLException e) {
            throw new SqlException(e.getMessage(), e);
        }
    }

    private static String tradesTable(final DatabaseConfig config) {
        return "CREATE TABLE trade_rows (market VARCHAR, symbol VARCHAR, id BIGINT, price " + config.decimalType()
                + ", quantity " + config.decimalType() + ", first_id BIGINT, last_id BIGINT, time TIMESTAMP,"
                + " event_time TIMESTAMP, receive_time_ns BIGINT, is_buyer_maker BOOLEAN, is_best_match BOOLEAN,"
                + " normal_quantity " + config.decimalType() + ", symbol_type TINYINT, source VARCHAR, line INTEGER)";
    }

    private void append(final AggTrade trade) throws SQLException {
        trades.beginRow();
        trades.append(trade.instrument.market().label());
        trades.append(trade.instrument.symbol());
        trades.append(trade.id);
        decimal(trade, trade.priceMantissa, trade.priceExponent);
        decimal(trade, trade.quantityMantissa, trade.quantityExponent);
        trades.append(trade.firstTradeId);
        trades.append(trade.lastTradeId);
        trades.appendEpochMicros(trade.tradeTimeUs);
        if (trade.eventTimeUs == 0) {
            trades.appendNull();
        } else {
            trades.appendEpochMicros(trade.eventTimeUs);
        }
        trades.append(trade.receiveTimeNs);
        trades.append(trade.isBuyerMaker);
        if (trade.bestMatch == AggTrade.ABSENT) {
            trades.appendNull();
        } else {
            trades.append(trade.bestMatch == 1);
        }
        if (trade.hasNormalQuantity) {
            decimal(trade, trade.normalQuantityMantissa, trade.normalQuantityExponent);
        } else {
            trades.appendNull();
        }
        if (trade.symbolType == AggTrade.ABSENT) {
            trades.appendNull();
        } else {
            trades.append((byte) trade.symbolType);
        }
        trades.append(trade.source.name());
        trades.append(trade.line);
        trades.endRow();
    }

    /** Exact, or refused: 19 digits before the point and 18 behind it fit 38. */
    private void decimal(final AggTrade trade, final long mantissa, final int exponent) throws SQLException {
        final int shift = config.decimals() + exponent;
        long value = mantissa;
        if (shift < 0) {
            final long power = Decimals.powerOfTen(-shift);
            if (mantissa % power != 0) {
                throw tooFine(trade, Decimals.toBigDecimal(mantissa, exponent).stripTrailingZeros());
            }
            value = mantissa / power;
        }
        final long power = Decimals.powerOfTen(Math.max(0, shift));
        trades.appendDecimal(value * power, Math.multiplyHigh(value, power));
    }

    private SqlException tooFine(final AggTrade trade, final BigDecimal value) {
        return new SqlException(trade.instrument + " id " + trade.id + ": " + value.toPlainString()
                + " has more than the " + config.decimals() + " digits behind the point that are kept: say --decimals "
                + value.scale());
    }
}
