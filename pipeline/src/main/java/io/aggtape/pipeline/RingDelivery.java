package io.aggtape.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The ring and the threads of its handlers. */
final class RingDelivery implements Delivery {
    private static final long START_TIMEOUT_S = 10;
    private static final long END_TIMEOUT_MS = 2_000;

    private final Disruptor<FrameSlot> disruptor;
    private final List<FramePublisher> publishers = new ArrayList<>();
    private final AtomicReference<Throwable> startFault = new AtomicReference<>();
    private final CountDownLatch started;
    private final CpuPlan plan;
    private final FaultListener faults;
    private final List<Thread> handlerThreads = new CopyOnWriteArrayList<>();
    private volatile boolean isFaulted;
    /** Looked at where a handler's thread ends. */
    private volatile boolean isToEnd;
    /** Looked at before each event. */
    private volatile boolean isHalted;

    /**
     * Builds the ring.
     *
     * @param handlers all of them, in parallel, each on its own thread.
     * @param roles their names, in their order.
     * @param toRing a recorder a feed thread.
     */
    RingDelivery(
            final PipelineConfig config,
            final List<EventHandler<FrameSlot>> handlers,
            final List<String> roles,
            final List<HopRecorder> toRing,
            final FaultListener faults,
            final Heartbeats heartbeats) {
        this.faults = faults;
        plan = config.cpuPlan();
        disruptor = new Disruptor<>(
                new FrameRing(config.ringSlots(), config.slotBytes()),
                config.ringSlots(),
                this::handlerThread,
                config.feedThreads() == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
                WaitStrategies.byName(config.waitStrategy()));
        final BeatingHandler[] beating = new BeatingHandler[handlers.size()];
        for (int i = 0; i < beating.length; i++) {
            beating[i] = onThread(heartbeats.make(roles.get(i)), handlers.get(i));
        }
        started = new CountDownLatch(beating.length);
        disruptor.handleEventsWith(beating);
        for (final BeatingHandler handler : beating) {
            watch(handler);
        }
        for (final HopRecorder recorder : toRing) {
            publishers.add(new RingPublisher(disruptor.getRingBuffer(), config.feedThreads(), recorder));
        }
    }

    @Override
    public void start() {
        disruptor.start();
        try {
            if (!started.await(START_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the handlers did not start within " + START_TIMEOUT_S + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the handlers started", e);
        }
        final Throwable fault = startFault.get();
        if (fault != null) {
            isToEnd = true;
            disruptor.halt();
            if (fault instanceof PinningFailedException) {
                throw (PinningFailedException) fault;
            }
            throw new IllegalStateException("a handler did not start", fault);
        }
    }

    @Override
    public boolean stop(final long timeoutMs) {
        boolean isDrained = false;
        isToEnd = true;
        try {
            disruptor.shutdown(timeoutMs, TimeUnit.MILLISECONDS);
            // The ring forgets a handler whose thread has ended: its frames are not drained.
            isDrained = !isFaulted;
        } catch (final TimeoutException e) {
            disruptor.halt();
        }
        isHalted = true;
        awaitEnd();
        return isDrained;
    }

    @Override
    public boolean isEnded() {
        return handlerThreads.stream().noneMatch(Thread::isAlive);
    }

    @Override
    public FramePublisher publisher(final int feedThread) {
        return publishers.get(feedThread);
    }

    @Override
    public long depth() {
        final RingBuffer<FrameSlot> ring = disruptor.getRingBuffer();
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    @Override
    public int capacity() {
        return disruptor.getRingBuffer().getBufferSize();
    }

    private void awaitEnd() {
        try {
            for (final Thread thread : handlerThreads) {
                thread.join(END_TIMEOUT_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onFault(final String role, final Throwable fault) {
        isFaulted = true;
        faults.onFault(role, fault);
    }

    private Thread handlerThread(final Runnable work) {
        final Thread thread = new Thread(work, "handler");
        // What ends a handler has been reported by then, with its stack trace.
        thread.setUncaughtExceptionHandler((ended, fault) -> {});
        handlerThreads.add(thread);
        return thread;
    }

    private BeatingHandler onThread(final Heartbeat heartbeat, final EventHandler<FrameSlot> handler) {
        return new BeatingHandler(heartbeat, handler, () -> pin(heartbeat.role()), () -> isHalted, () -> isToEnd);
    }

    private void watch(final BeatingHandler handler) {
        disruptor.handleExceptionsFor(handler).with(new FatalHandler(handler.heartbeat(), this::onFault));
        handler.heartbeat()
                .backlog(() -> disruptor.getRingBuffer().getCursor() - disruptor.getSequenceValueFor(handler));
    }

    private void pin(final String role) {
        try {
            ThreadPinning.pinCurrentThread(role, plan);
        } catch (final RuntimeException e) {
            startFault.compareAndSet(null, e);
        } finally {
            started.countDown();
        }
    }
}
