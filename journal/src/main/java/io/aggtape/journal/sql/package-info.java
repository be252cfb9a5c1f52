/** SQL over a tape and Parquet files of it: all that touches DuckDB, which never goes to the network here. */
package io.aggtape.journal.sql;
