package io.aggtape.pipeline;

import com.lmax.disruptor.ExceptionHandler;

/** Ends the thread of a handler that threw: to go on would drop its event. */
final class FatalHandler implements ExceptionHandler<FrameSlot> {
    private final Heartbeat heartbeat;
    private final FaultListener faults;

    FatalHandler(final Heartbeat heartbeat, final FaultListener faults) {
        this.heartbeat = heartbeat;
        this.faults = faults;
    }

    @Override
    public void handleEventException(final Throwable fault, final long sequence, final FrameSlot slot) {
        onFault(fault);
        throw new IllegalStateException("handler stopped at sequence " + sequence, fault);
    }

    @Override
    public void handleOnStartException(final Throwable fault) {
        onFault(fault);
    }

    @Override
    public void handleOnShutdownException(final Throwable fault) {
        onFault(fault);
    }

    private void onFault(final Throwable fault) {
        heartbeat.fail(fault);
        faults.onFault(heartbeat.role(), fault);
    }
}
