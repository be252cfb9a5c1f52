/** Non-blocking byte streams: TCP, TLS over {@code SSLEngine}, a CONNECT proxy in between, names resolved off thread. */
package io.aggtape.feed.net;
