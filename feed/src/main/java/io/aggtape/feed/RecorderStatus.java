package io.aggtape.feed;

/**
 * Where a running recorder stands.
 *
 * @param lines how many lines there are.
 * @param streams how many streams it should read.
 * @param liveStreams how many have delivered on the connection of now.
 * @param received messages handed to the ring.
 * @param journaled trades on the tape from this run.
 * @param duplicates trades seen before and dropped.
 * @param rejected frames that were no valid trade, kept on the tape.
 * @param gaps holes opened.
 * @param openIds ids that are missing now.
 * @param lagNs the last trade's receive time less the exchange's event time, nanoseconds; negative where clocks differ.
 * @param ringDepth frames that wait for the slowest handler.
 * @param ringSlots how many could.
 * @param troubles which threads stall or have met a fault, in words; empty where all is well.
 */
public record RecorderStatus(
        int lines,
        int streams,
        int liveStreams,
        long received,
        long journaled,
        long duplicates,
        long rejected,
        long gaps,
        long openIds,
        long lagNs,
        long ringDepth,
        int ringSlots,
        String troubles) {}
