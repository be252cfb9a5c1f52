package io.aggtape.feed.cli;

import io.aggtape.journal.TapeSelection;
import io.aggtape.journal.sql.RowListener;
import io.aggtape.journal.sql.SqlException;
import io.aggtape.journal.sql.TapeQuery;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggtape sql}: a question to a tape. */
@Command(
        name = "sql",
        description = {
            "Answers SQL over a tape, by DuckDB in a temporary database that takes about the tape's size on disk. Tables:",
            "trades (market, symbol, id, price, quantity, first_id, last_id, time, receive_time, is_buyer_maker, source,",
            "line, event_time, is_best_match, normal_quantity, symbol_type, receive_time_ns), gaps (market, symbol, state,",
            "first_id, last_id, ids, time, reason) and lines (line, market, state, attempt, time, stage_ns, reason). Decimals",
            "are exact; times are UTC. Nothing is fetched from the network. Exit code 2 with DuckDB's words where it refuses."
        },
        footer = {
            "",
            "Examples:",
            "  aggtape sql 'select symbol, count(*), sum(price * quantity) from trades group by all' --journal ./tape",
            "  aggtape sql 'select * from gaps' --journal ./tape --json",
            "  aggtape sql \"copy (from trades) to 'trades.parquet'\" --journal ./tape --symbol BTCUSDT"
        })
final class SqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SQL", arity = "1", description = "The query.")
    private String sql;

    @Option(names = "--journal", paramLabel = "DIR", description = "Directory of the tape. Default: aggtape-journal.")
    private Path journal = JournalOption.DEFAULT;

    @Option(
            names = "--temp",
            paramLabel = "DIR",
            description = "Where the temporary database lies. Default: the directory for temporary files.")
    private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

    @Mixin
    private TapeRange range;

    @Mixin
    private DatabaseOptions database;

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter err = spec.commandLine().getErr();
        final ByteProgress progress = new ByteProgress(Terminal.isErr());
        final StopSignal stop = Aggtape.stopSignal(spec);
        final TapeSelection selection =
                TapeSelection.ALL.between(range.fromUs(), range.toUs()).ofSymbols(range.symbols());
        try (TapeQuery query = new TapeQuery(journal, selection, database.in(temporary), records -> {
            stop.throwIfAsked();
            progress.show(err, "reading", 0, 0, records, "records");
        })) {
            progress.clear(err);
            stop.onSignal(query::cancel);
            print(query);
            if (query.faults() > 0) {
                err.println(query.faults() + " faults met: aggtape verify names them");
            }
            return query.faults() > 0 ? ExitCode.DATA_FAULT : ExitCode.OK;
        } catch (final SqlException e) {
            stop.throwIfAsked();
            throw new CommandFault(ExitCode.USAGE, e.getMessage(), e);
        } finally {
            progress.clear(err);
        }
    }

    private void print(final TapeQuery query) {
        if (json.isAsked()) {
            query.run(sql, new JsonRowPrinter(json));
            json.flush();
            return;
        }
        final PrintWriter out = spec.commandLine().getOut();
        final TablePrinter table = Terminal.isOut() ? new TablePrinter(out) : null;
        final RowListener rows = table == null ? new CsvRowPrinter(out) : table;
        query.run(sql, rows);
        if (table != null) {
            table.end();
        }
        out.flush();
    }
}
