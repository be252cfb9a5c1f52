package io.aggtape.journal.sql;

import static io.aggtape.journal.sql.SqlTapes.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.archive.RealData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class ParquetExporterTest {
    private static final List<String> FILES = RealData.FILES;
    /** Just before and just after midnight UTC. */
    private static final String TWO_DAYS =
            "1,5.5,6,7,8,1723161599999,True,True\n2,5.6,6,9,9,1723161600000,False,True\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @FieldSource("FILES")
    void shouldGiveBackARealFileAsTheNumbersThatItHad(final String name) throws IOException {
        final Path file = RealData.file(name);
        SqlTapes.load(tape(), file);
        final List<ParquetFile> written = export(tape());
        final List<List<Object>> expected =
                RealData.rows(file).stream().map(RealData::numbers).toList();
        assertThat(written.stream().mapToLong(ParquetFile::rows).sum()).isEqualTo(expected.size());
        final List<List<Object>> actual = new ArrayList<>();
        for (final List<Object> row : lake("select id, price, quantity, first_id, last_id, epoch_us(time),"
                + " is_buyer_maker, coalesce(is_best_match, true), is_best_match is not null from lake order by id")) {
            final List<Object> numbers = new ArrayList<>(row);
            numbers.set(1, ((BigDecimal) row.get(1)).stripTrailingZeros());
            numbers.set(2, ((BigDecimal) row.get(2)).stripTrailingZeros());
            actual.add(numbers);
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void shouldLayFilesOutByMarketSymbolAndDay() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS), write("ETHUSDT-a.csv", TWO_DAYS));
        export(tape());
        try (Stream<Path> found = Files.walk(out())) {
            assertThat(found.filter(Files::isRegularFile)
                            .map(path -> out().relativize(path).toString())
                            .filter(path -> !path.startsWith("."))
                            .sorted())
                    .containsExactly(
                            "market=spot/symbol=BTCUSDT/date=2024-08-08/trades.parquet",
                            "market=spot/symbol=BTCUSDT/date=2024-08-09/trades.parquet",
                            "market=spot/symbol=ETHUSDT/date=2024-08-08/trades.parquet",
                            "market=spot/symbol=ETHUSDT/date=2024-08-09/trades.parquet");
        }
        assertThat(lake("select market, symbol, date::varchar, count(*) from lake where symbol = 'ETHUSDT' and date ="
                        + " '2024-08-09' group by all"))
                .containsExactly(List.of("spot", "ETHUSDT", "2024-08-09", 1L));
    }

    @Test
    void shouldHaveTypesAndMetadataThatOthersRead() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        final Path file = export(tape()).get(0).path();
        assertThat(lake("select name, type, logical_type from parquet_schema('" + file + "') where name in ('price',"
                        + " 'time', 'id')"))
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row.toString()).contains("price", "DecimalType", "precision=38", "scale=8"),
                        row -> assertThat(row.toString()).contains("time", "INT64", "TimestampType"),
                        row -> assertThat(row.toString()).contains("id", "INT64"));
        assertThat(lake("select decode(key), decode(value) from parquet_kv_metadata('" + file + "')"))
                .contains(
                        List.of("aggtape_schema", "1"),
                        List.of("symbol", "BTCUSDT"),
                        List.of("aggtape_version", "test"));
        assertThat(lake("select distinct compression from parquet_metadata('" + file + "')"))
                .containsExactly(List.of("ZSTD"));
    }

    @Test
    void shouldAddNothingWhenRunAgain() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        final Path file = export(tape()).get(0).path();
        final FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);
        assertThat(export(tape())).allSatisfy(again -> {
            assertThat(again.added()).isZero();
            assertThat(again.rows()).isEqualTo(1);
        });
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    }

    @Test
    void shouldAddWhatAnOverlappingTapeHasMoreById() throws IOException {
        final String middle = "3,5.7,6,10,10,1723161600003,False,True\n";
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        export(tape());
        final Path other = directory.resolve("other");
        SqlTapes.load(other, write("BTCUSDT-b.csv", "2,5.60,6,9,9,1723161600000,False,True\n" + middle));
        final List<ParquetFile> written = export(other);
        assertThat(written).singleElement().satisfies(file -> {
            assertThat(file.added()).isEqualTo(1);
            assertThat(file.rows()).isEqualTo(2);
            assertThat(file.differing()).isZero();
        });
        assertThat(lake("select id from lake order by id")).containsExactly(List.of(1L), List.of(2L), List.of(3L));
    }

    @Test
    void shouldKeepWhatIsThereAndCountWhatDiffers() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        export(tape());
        final Path other = directory.resolve("other");
        SqlTapes.load(other, write("BTCUSDT-b.csv", "2,5.61,6,9,9,1723161600000,False,True\n"));
        assertThat(export(other)).singleElement().satisfies(file -> {
            assertThat(file.added()).isZero();
            assertThat(file.differing()).isEqualTo(1);
        });
        assertThat(lake("select price::varchar from lake where id = 2")).containsExactly(List.of("5.60000000"));
    }

    @Test
    void shouldRefuseToMixDecimalsRatherThanRound() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        export(tape());
        final Path other = directory.resolve("other");
        SqlTapes.load(other, write("BTCUSDT-b.csv", "3,5.123456789012,6,10,10,1723161600003,False,True\n"));
        final DatabaseConfig finer = new DatabaseConfig(out(), 256 << 20, 12);
        final ParquetExporter exporter = new ParquetExporter(out(), finer, "test");
        assertThatThrownBy(() -> exporter.export(other, TapeSelection.ALL, records -> {}))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("date=2024-08-09/trades.parquet keeps 8 digits behind the point, not 12")
                .hasMessageContaining("another directory");
        assertThat(lake("select id from lake order by id")).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void shouldTakeAwayWhatAKilledExportHasLeft() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        final Path partition = out().resolve("market=spot/symbol=BTCUSDT/date=2024-08-08");
        SqlTapes.write(partition.resolve(".trades.parquet.unfinished-1"), "half");
        SqlTapes.write(out().resolve(".aggtape-export/.aggtape-sql-1/tape.duckdb"), "half");
        export(tape());
        assertThat(out().resolve(".aggtape-export")).doesNotExist();
        try (Stream<Path> found = Files.list(partition)) {
            assertThat(found.map(path -> path.getFileName().toString())).containsExactly("trades.parquet");
        }
    }

    @Test
    void shouldExportAnEmptySelectionToNothing() throws IOException {
        SqlTapes.load(tape(), write("BTCUSDT-a.csv", TWO_DAYS));
        assertThat(new ParquetExporter(out(), SqlTapes.config(out()), "test")
                        .export(tape(), TapeSelection.ALL.between(0, 1), records -> {}))
                .isEmpty();
        try (Stream<Path> found = Files.list(out())) {
            assertThat(found.map(path -> path.getFileName().toString())).containsExactly(".aggtape-export.lock");
        }
    }

    private List<ParquetFile> export(final Path tape) throws IOException {
        return new ParquetExporter(out(), SqlTapes.config(out()), "test")
                .export(tape, TapeSelection.ALL, records -> {});
    }

    /** As the README shows it to users of DuckDB. */
    private List<List<Object>> lake(final String sql) {
        try (TapeQuery query = SqlTapes.query(tape(), directory.resolve("temp"))) {
            ask(
                    query,
                    "create view lake as select * from read_parquet('" + out()
                            + "/**/*.parquet', hive_partitioning = true)");
            return ask(query, sql);
        }
    }

    private Path tape() {
        return directory.resolve("tape");
    }

    private Path out() {
        return directory.resolve("out");
    }

    private Path write(final String name, final String text) throws IOException {
        return SqlTapes.write(directory.resolve(name), text);
    }
}
