package io.aggtape.journal.sql;

import static io.aggtape.journal.sql.SqlTapes.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.AggTrade;
import io.aggtape.journal.Decimals;
import io.aggtape.journal.TapeListener;
import io.aggtape.journal.TapeReader;
import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.archive.RealData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TapeQueryTest {
    private static final List<String> FILES = RealData.FILES;
    private static final String ROWS = "1,100.5,0.25,10,11,1723161254001,True,True\n"
            + "2,92233720368.54775807,3,12,12,1723161254002,False,False\n"
            + "5,7,0.00000001,13,13,1723161254005,True,True\n";

    @TempDir
    Path directory;

    @Test
    void shouldAnswerWithWhatIsOnTheTape() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", ROWS));
        try (TapeQuery query = query()) {
            assertThat(
                            ask(
                                    query,
                                    "select market, symbol, id, price, quantity, first_id, last_id, time, receive_time,"
                                            + " is_buyer_maker, is_best_match, source, line, event_time from trades order by id limit 2"))
                    .containsExactly(
                            Arrays.asList(
                                    "spot",
                                    "BTCUSDT",
                                    1L,
                                    new BigDecimal("100.50000000"),
                                    new BigDecimal("0.25000000"),
                                    10L,
                                    11L,
                                    "2024-08-08T23:54:14.001Z",
                                    "2024-08-08T23:54:14.001Z",
                                    true,
                                    true,
                                    "ARCHIVE",
                                    0,
                                    null),
                            Arrays.asList(
                                    "spot",
                                    "BTCUSDT",
                                    2L,
                                    new BigDecimal("92233720368.54775807"),
                                    new BigDecimal("3.00000000"),
                                    12L,
                                    12L,
                                    "2024-08-08T23:54:14.002Z",
                                    "2024-08-08T23:54:14.002Z",
                                    false,
                                    false,
                                    "ARCHIVE",
                                    0,
                                    null));
            assertThat(ask(query, "select symbol, state, first_id, last_id, ids from gaps"))
                    .containsExactly(List.of("BTCUSDT", "OPENED", 3L, 4L, 2L));
            assertThat(ask(query, "select count(*) from lines")).containsExactly(List.of(0L));
            assertThat(query.faults()).isZero();
        }
    }

    @Test
    void shouldHoldOnlyWhatIsSelected() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", ROWS), write("ETHUSDT-a.csv", ROWS));
        final TapeSelection selection = TapeSelection.ALL
                .between(1_723_161_254_002_000L, 1_723_161_254_005_000L)
                .ofSymbols(Set.of("ETHUSDT"));
        try (TapeQuery query =
                new TapeQuery(tape(), selection, SqlTapes.config(directory.resolve("temp")), records -> {})) {
            assertThat(ask(query, "select symbol, id from trades")).containsExactly(List.of("ETHUSDT", 2L));
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void shouldSumRealDataToTheLastDigit(final String name) {
        SqlTapes.load(tape(), RealData.file(name));
        final Sums sums = new Sums();
        try (TapeReader reader = TapeReader.open(tape())) {
            while (!reader.isAtEnd()) {
                reader.poll(sums, 1_000);
            }
        }
        try (TapeQuery query = query()) {
            final List<Object> answer = ask(
                            query,
                            "select count(*), sum(quantity), sum(price * quantity), sum(case when is_buyer_maker then 0"
                                    + " else quantity end), sum(last_id - first_id + 1), max(price) from trades")
                    .get(0);
            assertThat(answer.get(0)).isEqualTo(sums.trades);
            assertThat((BigDecimal) answer.get(1)).isEqualByComparingTo(sums.quantity);
            assertThat((BigDecimal) answer.get(2)).isEqualByComparingTo(sums.quote);
            assertThat((BigDecimal) answer.get(3)).isEqualByComparingTo(sums.takerBuy);
            assertThat(answer.get(4)).hasToString(Long.toString(sums.rawTrades));
            assertThat((BigDecimal) answer.get(5)).isEqualByComparingTo(sums.maxPrice);
        }
    }

    @Test
    void shouldRefuseADecimalThatDoesNotFitAndSayWhatWould() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", "1,2,0.30000000000000004,3,3,1723161254001,True,True\n"));
        assertThatThrownBy(this::query)
                .isInstanceOf(SqlException.class)
                .hasMessageContainingAll("spot:BTCUSDT id 1", "0.30000000000000004", "--decimals 17");
        final DatabaseConfig finer = new DatabaseConfig(directory.resolve("temp"), 256 << 20, 17);
        try (TapeQuery query = new TapeQuery(tape(), TapeSelection.ALL, finer, records -> {})) {
            assertThat(ask(query, "select quantity from trades"))
                    .containsExactly(List.of(new BigDecimal("0.30000000000000004")));
        }
    }

    @Test
    void shouldKeepTheGreatestNumberAtTheMostDecimals() throws IOException {
        SqlTapes.load(
                tape(),
                write("BTCUSDT-a.csv", "1,9223372036854775807,0.000000000000000001,3,3,1723161254001,True,True\n"));
        final DatabaseConfig finest = new DatabaseConfig(directory.resolve("temp"), 256 << 20, 18);
        try (TapeQuery query = new TapeQuery(tape(), TapeSelection.ALL, finest, records -> {})) {
            assertThat(ask(query, "select price, quantity from trades"))
                    .containsExactly(List.of(
                            new BigDecimal("9223372036854775807.000000000000000000"),
                            new BigDecimal("0.000000000000000001")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select nonsense from trades",
                "selec",
                "select * from nowhere",
                "select 1/0 from trades where error('x')",
                "install httpfs",
                "load httpfs",
                "set autoinstall_known_extensions = true",
                "select * from read_csv('https://example.com/x.csv')"
            })
    void shouldRefuseWhatDuckdbRefusesInItsWords(final String sql) throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", ROWS));
        try (TapeQuery query = query()) {
            assertThatThrownBy(() -> ask(query, sql))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("Error");
        }
    }

    @Test
    void shouldHaveParquetAndJsonWithoutTheNetwork() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", ROWS));
        final Path file = directory.resolve("x.parquet");
        try (TapeQuery query = query()) {
            assertThat(ask(query, "copy (from trades) to '" + file + "'")).isNotNull();
            assertThat(ask(query, "select count(*) from '" + file + "'")).containsExactly(List.of(3L));
            assertThat(ask(query, "select to_json({'a': 1})::varchar")).containsExactly(List.of("{\"a\":1}"));
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", ROWS));
        query().close();
        assertThat(directory.resolve("temp")).isEmptyDirectory();
    }

    private TapeQuery query() {
        return SqlTapes.query(tape(), directory.resolve("temp"));
    }

    private Path tape() {
        return directory.resolve("tape");
    }

    private Path write(final String name, final String text) throws IOException {
        return SqlTapes.write(directory.resolve(name), text);
    }

    /** The oracle: the same sums by BigDecimal. */
    private static final class Sums implements TapeListener {
        private long trades;
        private long rawTrades;
        private BigDecimal quantity = BigDecimal.ZERO;
        private BigDecimal quote = BigDecimal.ZERO;
        private BigDecimal takerBuy = BigDecimal.ZERO;
        private BigDecimal maxPrice = BigDecimal.ZERO;

        @Override
        public void onAggTrade(final AggTrade trade) {
            final BigDecimal price = Decimals.toBigDecimal(trade.priceMantissa, trade.priceExponent);
            final BigDecimal amount = Decimals.toBigDecimal(trade.quantityMantissa, trade.quantityExponent);
            trades++;
            rawTrades += trade.tradeCount();
            quantity = quantity.add(amount);
            quote = quote.add(price.multiply(amount));
            takerBuy = takerBuy.add(trade.isBuyerMaker ? BigDecimal.ZERO : amount);
            maxPrice = maxPrice.max(price);
        }
    }
}
