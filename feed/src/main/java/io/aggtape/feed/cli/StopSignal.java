package io.aggtape.feed.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the command is asked to stop, and the JVM waits for it to have done so, then exits with the
 * command's own code rather than the signal's. The command's thread listens and ends.
 */
final class StopSignal {
    private static final long PATIENCE_S = 60;
    private static final long FAULT_PATIENCE_MS = 1_000;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "stop-signal");

    private boolean isListening;
    private volatile boolean isAsked;
    private volatile boolean isExiting;
    private volatile Runnable action = () -> {};
    private volatile int exitCode;

    /** Listens from now on, once however often it is called. Where the JVM exits already, it asks at once. */
    void listen() {
        if (isListening) {
            return;
        }
        isListening = true;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (final IllegalStateException e) {
            isAsked = true;
        }
    }

    /** What a signal does, but for the JVM's end. */
    void ask() {
        isAsked = true;
        action.run();
    }

    /** Whether a signal has come. */
    boolean isAsked() {
        return isAsked;
    }

    /** Ends the command by a fault where a signal has come, so that it takes away what it has not finished. */
    void throwIfAsked() {
        if (isAsked) {
            throw new CommandFault(ExitCode.DATA_FAULT, "stopped before its end");
        }
    }

    /** Runs this, too, when a signal comes; on the signal's thread. */
    void onSignal(final Runnable wanted) {
        action = wanted;
        if (isAsked) {
            wanted.run();
        }
    }

    /** The command has ended, with all closed and all output written, and the JVM may exit with this code. */
    void end(final int code) {
        exitCode = code;
        ended.countDown();
        if (isListening && !isExiting) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException e) {
                // The JVM has begun to exit: the hook halts it with this code.
                isAsked = true;
            }
        }
    }

    /** Ends the process with this code within a second, whatever else happens: a thread has died that others wait for. */
    void haltSoon(final int code) {
        final Thread last = new Thread(
                () -> {
                    try {
                        if (!ended.await(FAULT_PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                            Runtime.getRuntime().halt(code);
                        }
                    } catch (final InterruptedException e) {
                        Runtime.getRuntime().halt(code);
                    }
                },
                "fault-exit");
        last.setDaemon(true);
        last.start();
    }

    private void onSignal() {
        isExiting = true;
        ask();
        try {
            if (ended.await(PATIENCE_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
