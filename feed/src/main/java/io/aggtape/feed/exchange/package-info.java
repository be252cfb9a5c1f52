/**
 * The embedded exchange: Binance's wire on loopback, for the demo, the tests and the replay server. Its WebSocket and
 * HTTP sides are Jetty's, so that our own client is never tested only against itself.
 */
package io.aggtape.feed.exchange;
