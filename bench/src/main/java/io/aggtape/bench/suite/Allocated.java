package io.aggtape.bench.suite;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes threads have allocated, by the JVM's own count. */
final class Allocated {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    /** Of the calling thread, since it started; allocates nothing itself. */
    static long byThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Of all threads that live, since each started. */
    static long byAllThreads() {
        long sum = 0;
        for (final long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
