package io.aggtape.bench.peer;

/** What a run measures. */
enum PeerMode {
    /** How many frames a second, and what each allocates. */
    SATURATION,
    /** How long after a frame was due it is a trade. */
    LATENCY
}
