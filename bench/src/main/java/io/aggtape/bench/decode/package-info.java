/** The ways to make a trade of a frame that {@code DecodeBenchmark} compares: ours, other libraries, and the limits. */
package io.aggtape.bench.decode;
