/** The commands behind the tables of bench: each measures one thing some rounds over and appends raw rows to a file. */
package io.aggtape.bench.suite;
