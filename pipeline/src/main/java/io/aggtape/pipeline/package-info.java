/** The ring and its handlers: parser, metrics and journal; order flow, latency and replay. The only room that speaks Disruptor. */
package io.aggtape.pipeline;
