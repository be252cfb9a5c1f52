/** RFC 6455 as pure functions over buffers: handshake, frames, messages, and one session that joins them. */
package io.aggtape.feed.ws;
