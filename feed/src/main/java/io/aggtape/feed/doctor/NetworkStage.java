package io.aggtape.feed.doctor;

import java.io.IOException;

/** What one test of the network does, on the doctor's thread and within its own time-out. */
@FunctionalInterface
interface NetworkStage {
    /**
     * Goes on from where the stages before it have come.
     *
     * @throws IOException saying for a person what has failed.
     */
    Judgement run(NetworkProbe probe) throws IOException, InterruptedException;

    /** What to do about a failure that names no way out of its own, or beside it. */
    default String advice(final NetworkProbe probe) {
        return "";
    }
}
