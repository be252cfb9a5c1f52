/** The tape: record schema, writer, reader, continuity and verification. The only room that speaks Chronicle. */
package io.aggtape.journal;
