/** Binance's archive files of aggregate trades: read, checked, imported, exported and compared with a tape. */
package io.aggtape.journal.archive;
