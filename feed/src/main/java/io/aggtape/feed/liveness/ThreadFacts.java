package io.aggtape.feed.liveness;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * What the JVM says of a thread at this moment. Its stack is asked of the thread alone: where the JVM can, that stops no other.
 *
 * @param words its state, and the lock that it waits for with the lock's owner.
 * @param stack where it is, the innermost first; empty where it has no stack.
 */
record ThreadFacts(String words, StackTraceElement[] stack) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final StackTraceElement[] NO_STACK = {};

    /** Asks about a thread; null is one that has not run yet. */
    static ThreadFacts of(final Thread thread) {
        if (thread == null) {
            return new ThreadFacts("no thread has run it yet", NO_STACK);
        }
        final ThreadInfo info = THREADS.getThreadInfo(thread.getId(), 0);
        if (info == null) {
            return new ThreadFacts("its thread is " + thread.getState(), NO_STACK);
        }
        final StackTraceElement[] stack =
                Arrays.stream(thread.getStackTrace()).map(ThreadFacts::plain).toArray(StackTraceElement[]::new);
        final StringBuilder words = new StringBuilder("its thread is ").append(info.getThreadState());
        if (info.getThreadState() == Thread.State.RUNNABLE && stack.length > 0 && stack[0].isNativeMethod()) {
            words.append(" in native code");
        }
        if (stack.length > 0) {
            words.append(" at ").append(stack[0].getClassName()).append('.').append(stack[0].getMethodName());
        }
        final LockInfo lock = info.getLockInfo();
        if (lock != null) {
            words.append(", waits for ").append("a ").append(lock.getClassName());
            if (info.getLockOwnerName() != null) {
                words.append(" held by thread ").append(info.getLockOwnerName());
            }
        }
        return new ThreadFacts(words.toString(), stack);
    }

    /** Without class loader and module. */
    private static StackTraceElement plain(final StackTraceElement element) {
        return new StackTraceElement(
                element.getClassName(), element.getMethodName(), element.getFileName(), element.getLineNumber());
    }

    /** The stack under a message. */
    ThreadTrace trace(final String message) {
        return new ThreadTrace(message, null, stack);
    }
}
