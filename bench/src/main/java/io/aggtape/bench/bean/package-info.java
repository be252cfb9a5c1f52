/** What JSON libraries bind a trade to; compiled apart, for dsl-json's converters are generated from it. */
package io.aggtape.bench.bean;
