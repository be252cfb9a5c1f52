/** Measurements: JMH benchmarks, the latency run and the comparisons with peers. */
package io.aggtape.bench;
