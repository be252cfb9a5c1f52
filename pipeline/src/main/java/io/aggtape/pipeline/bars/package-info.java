/** Bars and what is read from the flow of trades beside them; all of it runs live and in replay. */
package io.aggtape.pipeline.bars;
