/** The commands: one small class each that parses, prints and exits. Nothing imports this room. */
package io.aggtape.feed.cli;
