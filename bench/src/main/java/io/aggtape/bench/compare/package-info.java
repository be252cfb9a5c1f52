/** Runs every suite on one machine in one go, and sets what was measured side by side. */
package io.aggtape.bench.compare;
