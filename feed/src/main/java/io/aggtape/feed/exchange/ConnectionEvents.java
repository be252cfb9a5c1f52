package io.aggtape.feed.exchange;

import java.util.Arrays;

/** Tells when the events of faults strike one connection. Not thread-safe. */
final class ConnectionEvents {
    private static final long NEVER = -1;

    private final FaultBoard board;
    private final ArmedFault.Target target;
    private ArmedFault[] armed = {};
    private long[] cycles = {};

    ConnectionEvents(final FaultBoard board, final ArmedFault.Target target) {
        this.board = board;
        this.target = target;
    }

    /** A fault that strikes now, counted; null for none. */
    ArmedFault poll(final long nowNs) {
        final ArmedFault[] current = board.of(FaultScope.EVENT);
        if (current != armed) {
            renew(current);
        }
        for (int i = 0; i < armed.length; i++) {
            final ArmedFault fault = armed[i];
            if (cycles[i] != NEVER && nowNs - fault.eventNs(target, cycles[i]) >= 0) {
                cycles[i] = fault.recurs() ? cycles[i] + 1 : NEVER;
                if (fault.isLeft()) {
                    board.count(fault.kind());
                    return fault;
                }
            }
        }
        return null;
    }

    private void renew(final ArmedFault[] current) {
        final long[] renewed = new long[current.length];
        for (int i = 0; i < current.length; i++) {
            final int known = Arrays.asList(armed).indexOf(current[i]);
            renewed[i] = known < 0 ? current[i].firstCycle(target) : cycles[known];
        }
        armed = current;
        cycles = renewed;
    }
}
