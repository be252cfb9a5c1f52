package io.aggtape.feed;

/**
 * Asks a line to put a new connection in the place of its present one.
 *
 * @param line the line's number.
 * @param reason why, for the log and the tape.
 */
record LineCommand(int line, String reason) {}
