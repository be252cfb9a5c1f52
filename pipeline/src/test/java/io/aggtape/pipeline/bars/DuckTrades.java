package io.aggtape.pipeline.bars;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The trades of an archive file as tables of DuckDB, decimals as DECIMAL: {@code trades} with {@code id, p, q, pq, f, l, us, m},
 * the row number {@code i}, the latest time so far {@code latest}, and the volumes through each row {@code base, quote}.
 */
final class DuckTrades implements AutoCloseable {
    /** Products are made of the widest decimals, for DuckDB keeps the width of the factors. */
    private static final String LOAD = """
            create table trades as
            with raw as (
                select *, p::DECIMAL(38,8) * q as pq, (p::DECIMAL(38,8) * 100000000)::BIGINT as price8,
                    (q::DECIMAL(38,8) * 100000000)::BIGINT as q8
                from read_csv('%s', header = %s, auto_detect = false, delim = ',', columns = {
                    'a': 'BIGINT', 'p': 'DECIMAL(18,8)', 'q': 'DECIMAL(18,8)', 'f': 'BIGINT', 'l': 'BIGINT',
                    't': 'BIGINT', 'm': 'BOOLEAN'%s})
                where f <> -1)
            select a as id, p, q, pq, price8, q8, f, l, t * 1000 as us, m,
                row_number() over (order by a) as i,
                max(t * 1000) over (order by a) as latest,
                sum(q) over (order by a) as base,
                sum(pq) over (order by a) as quote
            from raw
            """;

    private static final String SPLIT = """
            create or replace table parts as
            with sums as (select *, (sum(q8) over (order by i))::BIGINT as through from trades),
            cut as (
                select *, through - q8 as before,
                    unnest(range((through - q8) // %1$d,
                        greatest((through - q8) // %1$d, (through - 1) // %1$d) + 1)) as bar
                from sums),
            sized as (
                select * exclude (q, pq), ((least(through, (bar + 1) * %1$d) - greatest(before, bar * %1$d))::DECIMAL(38,0)
                    * 0.00000001::DECIMAL(9,8))::DECIMAL(18,8) as q
                from cut)
            select *, p::DECIMAL(38,8) * q as pq, first_value(us) over (partition by bar order by i) as openUs,
                bar = before // %1$d as isFirst
            from sized
            """;

    private final Connection connection;

    DuckTrades(final Path csv) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        final String first = firstLine(csv);
        final boolean hasHeader = !Character.isDigit(first.charAt(0));
        final boolean hasBestMatch = first.split(",").length == 8;
        run(LOAD.formatted(csv, hasHeader, hasBestMatch ? ", 'b': 'BOOLEAN'" : ""));
    }

    /** Whether the first line is one of aggregate trades: 8 columns on spot, 7 on futures, the time in the sixth. */
    static boolean isAggTrades(final Path csv) {
        final String[] cells = firstLine(csv).split(",");
        return (cells.length == 7 || cells.length == 8) && cells[5].matches("transact_time|\\d{13}");
    }

    void run(final String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Cuts the trades at the edges of buckets of this volume, which has 8 digits after the point: {@code parts}. */
    void split(final BigDecimal volume) throws SQLException {
        run(SPLIT.formatted(volume.movePointRight(8).longValueExact()));
    }

    /** Such a part of all volume, {@code base} or {@code quote}, rounded to 8 digits after the point. */
    BigDecimal share(final String volume, final int parts) throws SQLException {
        return query("select max(" + volume + ") from trades")
                .get(0)
                .get(0)
                .divide(BigDecimal.valueOf(parts), 8, RoundingMode.HALF_UP);
    }

    /** The cells of each row, all of which are numbers. */
    List<List<BigDecimal>> query(final String sql) throws SQLException {
        final List<List<BigDecimal>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                final List<BigDecimal> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(Numbers.plain(new BigDecimal(result.getString(i))));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String firstLine(final Path csv) {
        try (InputStream in = csv.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(csv))
                        : Files.newInputStream(csv);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.readLine();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
