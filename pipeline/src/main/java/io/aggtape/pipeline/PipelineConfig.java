package io.aggtape.pipeline;

/**
 * What a pipeline is built with.
 *
 * @param ringSlots slots of the ring, a power of two, 64 to 2^20.
 * @param slotBytes bytes of a slot, 256 to 65,536; a longer frame still passes, at the price of an allocation.
 * @param feedThreads how many feed threads publish, 1 to 64.
 * @param threading how the handlers get their threads.
 * @param waitStrategy how the handlers wait for frames: a name that {@link WaitStrategies} knows.
 * @param cpuPlan which thread runs on which cores.
 * @param historyTrades trades a symbol that the history keeps, a power of two.
 * @param orderFlow what counts as a large trade.
 */
public record PipelineConfig(
        int ringSlots,
        int slotBytes,
        int feedThreads,
        ThreadingMode threading,
        String waitStrategy,
        CpuPlan cpuPlan,
        int historyTrades,
        OrderFlowConfig orderFlow) {
    /** Checks the ranges. */
    public PipelineConfig {
        if (Integer.bitCount(ringSlots) != 1 || ringSlots < 64 || ringSlots > 1 << 20) {
            throw new IllegalArgumentException("ring slots: a power of two from 64 to 1048576, not " + ringSlots);
        }
        if (slotBytes < 256 || slotBytes > 65_536) {
            throw new IllegalArgumentException("slot bytes: 256 to 65536, not " + slotBytes);
        }
        if (feedThreads < 1 || feedThreads > 64) {
            throw new IllegalArgumentException("feed threads: 1 to 64, not " + feedThreads);
        }
        if (Integer.bitCount(historyTrades) != 1 || historyTrades < 1 || historyTrades > TradeHistory.MAX_CAPACITY) {
            throw new IllegalArgumentException("history: a power of two from 1 to " + TradeHistory.MAX_CAPACITY
                    + " trades a symbol, not " + historyTrades);
        }
        if (threading == ThreadingMode.INLINE && feedThreads != 1) {
            throw new IllegalArgumentException(
                    "threading inline runs the handlers on the feed thread, of which there can be"
                            + " only 1 then, not " + feedThreads + ": use shared or parallel");
        }
        WaitStrategies.byName(waitStrategy);
    }
}
