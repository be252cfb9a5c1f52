package io.aggtape.feed;

import io.aggtape.pipeline.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One or more threads that can be asked whether they still run what they are given. */
interface Probed {
    /** The roles of the threads. */
    List<String> roles();

    /** Has each of them note this probe as soon as it comes to it. From any thread, which never waits. */
    void probe(Probe probe);

    /** One thread that takes probes in this way. */
    static Probed of(final String role, final Consumer<Probe> taking) {
        return new Probed() {
            @Override
            public List<String> roles() {
                return List.of(role);
            }

            @Override
            public void probe(final Probe probe) {
                taking.accept(probe);
            }
        };
    }

    /** Sends one through the feed threads, from which it goes to the handlers, and to the threads beside them. */
    static Probe probe(final Probed feeds, final List<String> handlerRoles, final List<Probed> beside) {
        final List<String> roles = new ArrayList<>(feeds.roles());
        roles.addAll(handlerRoles);
        beside.forEach(thread -> roles.addAll(thread.roles()));
        final Probe probe = new Probe(roles);
        feeds.probe(probe);
        beside.forEach(thread -> thread.probe(probe));
        return probe;
    }
}
