package io.aggtape.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.PhasedBackoffWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How a handler waits for the ring, by name. */
public final class WaitStrategies {
    /** All names, from the one that burns least to the one that burns most. */
    public static final List<String> NAMES = List.of("blocking", "sleeping", "phased", "yielding", "busy-spin");

    private static final long SPIN_US = 10;
    private static final long YIELD_US = 100;

    private WaitStrategies() {}

    /**
     * A new strategy.
     *
     * @throws IllegalArgumentException where none has the name; the message lists those that exist.
     */
    public static WaitStrategy byName(final String name) {
        return switch (name) {
            case "blocking" -> new BlockingWaitStrategy();
            case "sleeping" -> new SleepingWaitStrategy();
            case "phased" -> PhasedBackoffWaitStrategy.withSleep(SPIN_US, YIELD_US, TimeUnit.MICROSECONDS);
            case "yielding" -> new YieldingWaitStrategy();
            case "busy-spin" -> new BusySpinWaitStrategy();
            default ->
                throw new IllegalArgumentException(
                        "no wait strategy is called '" + name + "': use " + String.join(", ", NAMES));
        };
    }

    /**
     * The name that suits a placement. Handlers that nobody pinned sleep, because two spinners that the kernel puts on
     * one core cost milliseconds; pinned ones yield where they share a core or leave none for the rest of the machine;
     * they spin only where each has a core and one is left.
     */
    public static String defaultName(final CpuPlan plan) {
        if (!plan.areHandlersPinned() || plan.cores() < 2) {
            return "sleeping";
        }
        return plan.doHandlersShare() || plan.cores() <= plan.threadCount() ? "yielding" : "busy-spin";
    }
}
