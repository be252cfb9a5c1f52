package io.aggtape.feed;

import io.aggtape.pipeline.Probe;
import java.util.List;

/** One or more threads that can be asked whether they still run what they are given. */
interface Probed {
    /** The roles of the threads. */
    List<String> roles();

    /** Has each of them note this probe as soon as it comes to it. From any thread, which never waits. */
    void probe(Probe probe);
}
