package io.aggtape.pipeline;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** What an agent, the feed above all, does when its duty cycle found no work, by name. */
public final class IdleStrategies {
    /** All names, from the one that burns least to the one that burns most. */
    public static final List<String> NAMES = List.of("sleep", "backoff", "yield", "busy-spin", "noop");

    private static final long MAX_SPINS = 100;
    private static final long MAX_YIELDS = 10;
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private IdleStrategies() {}

    /**
     * A new strategy, for one agent.
     *
     * @throws IllegalArgumentException where none has the name; the message lists those that exist.
     */
    public static IdleStrategy byName(final String name) {
        return switch (name) {
            case "sleep" -> new SleepingIdleStrategy(MAX_PARK_NS);
            case "backoff" -> new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NS, MAX_PARK_NS);
            case "yield" -> new YieldingIdleStrategy();
            case "busy-spin" -> new BusySpinIdleStrategy();
            case "noop" -> new NoOpIdleStrategy();
            default ->
                throw new IllegalArgumentException(
                        "no idle strategy is called '" + name + "': use " + String.join(", ", NAMES));
        };
    }

    /** Whether an agent that waits by this name gives up its core for a time that it chooses. */
    public static boolean doesSleep(final String name) {
        return name.equals("sleep") || name.equals("backoff");
    }

    /**
     * The name that suits a placement: a feed thread spins where it is pinned and alone on its core, yields where it is
     * pinned and shares it, and backs off to short sleeps where the kernel places it.
     */
    public static String defaultName(final CpuPlan plan) {
        if (!plan.isPinned(CpuPlan.FEED) || plan.cores() < 2) {
            return "backoff";
        }
        return plan.doesFeedShare() ? "yield" : "busy-spin";
    }
}
