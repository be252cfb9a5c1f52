/** What people look at: recorded latencies as a page for a browser and as files for other tools. */
package io.aggtape.pipeline.report;
