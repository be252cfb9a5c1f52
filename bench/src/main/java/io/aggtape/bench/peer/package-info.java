/** The WebSocket clients that people would otherwise use, each as a client of the load server: see {@code PeerClient}. */
package io.aggtape.bench.peer;
