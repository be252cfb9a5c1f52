package io.aggtape.feed.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks hosts up off the feed thread. Each pending lookup has a daemon thread of its own, up to a limit, so that one
 * that never returns (the system's resolver cannot be interrupted) does not hold up another. Any thread may ask.
 */
public final class Resolver implements AutoCloseable {
    /** Pending lookups at a time; far more than lines, so that it is only met by lookups that hang. */
    public static final int DEFAULT_MAX_PENDING = 32;

    private static final long IDLE_SECONDS = 10;

    private static final long USUAL_LOOKUP_NS = TimeUnit.SECONDS.toNanos(10);

    private final Lookup lookup;
    private final int maxPending;
    private final TaskWatch watch;
    private final long longestNs;
    private final AtomicInteger pending = new AtomicInteger();
    /**
     * Starts the lookups' threads, and is itself started by whoever makes this: on Linux a thread inherits the cores
     * of its parent, and a feed thread is pinned to its own.
     */
    private final ThreadPoolExecutor starter;

    private final ThreadPoolExecutor lookups;

    /** Looks hosts up as the JDK does. */
    public Resolver() {
        this(InetAddress::getAllByName, DEFAULT_MAX_PENDING);
    }

    /** The same, watched; a lookup that takes longer than this many nanoseconds hangs. */
    public Resolver(final TaskWatch watch, final long longestNs) {
        this(InetAddress::getAllByName, DEFAULT_MAX_PENDING, watch, longestNs);
    }

    /** Looks hosts up by a function; so many lookups may be pending at a time. */
    public Resolver(final Lookup lookup, final int maxPending) {
        this(lookup, maxPending, TaskWatch.NONE, USUAL_LOOKUP_NS);
    }

    /** All of it. */
    public Resolver(final Lookup lookup, final int maxPending, final TaskWatch watch, final long longestNs) {
        this(lookup, maxPending, watch, longestNs, task -> daemon(task, "aggtape-dns"));
    }

    Resolver(
            final Lookup lookup,
            final int maxPending,
            final TaskWatch watch,
            final long longestNs,
            final ThreadFactory lookupThreads) {
        this.lookup = lookup;
        this.maxPending = maxPending;
        this.watch = watch;
        this.longestNs = longestNs;
        starter = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, "aggtape-dns-starter"));
        lookups = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), lookupThreads);
        starter.prestartAllCoreThreads();
    }

    /** Begins a lookup and returns at once. An IP literal, and a refusal because too many hang, are done at once. */
    public Resolution resolve(final String host) {
        final Resolution resolution = new Resolution(host);
        if (Hosts.isIpLiteral(host)) {
            resolution.succeed(AddressSequence.of(List.of(Hosts.literalAddress(host))));
            return resolution;
        }
        if (pending.incrementAndGet() > maxPending) {
            pending.decrementAndGet();
            resolution.fail(
                    "no address for " + host + ": " + maxPending
                            + " earlier DNS lookups have not returned; check this machine's DNS servers",
                    null);
            return resolution;
        }
        try {
            starter.execute(() -> start(resolution));
        } catch (final RejectedExecutionException e) {
            pending.decrementAndGet();
            resolution.fail("no address for " + host + ": the resolver is closed", e);
        }
        return resolution;
    }

    /** Lookups that have not returned, those that nobody waits for any more included. */
    public int pending() {
        return pending.get();
    }

    /** Takes no more lookups and waits for none; those on their way may never be done. */
    @Override
    public void close() {
        starter.shutdownNow();
        lookups.shutdownNow();
    }

    /** A lookup whose thread cannot be made must not be waited for. */
    private void start(final Resolution resolution) {
        try {
            lookups.execute(() -> run(resolution));
        } catch (final RuntimeException | Error e) {
            pending.decrementAndGet();
            resolution.fail("no address for " + resolution.host() + ": the lookup could not start: " + e, e);
            watch.begin("the start of the lookup of " + resolution.host(), longestNs)
                    .end(e instanceof RejectedExecutionException ? null : e);
        }
    }

    private void run(final Resolution resolution) {
        final String host = resolution.host();
        final TaskWatch.Task task = watch.begin("the lookup of " + host, longestNs);
        Throwable unforeseen = null;
        try {
            resolution.succeed(AddressSequence.of(List.of(lookup.allByName(host))));
        } catch (final UnknownHostException e) {
            resolution.fail(
                    "no address for " + host + " (" + e.getMessage()
                            + "): check the name, and that DNS works on this machine",
                    e);
        } catch (final RuntimeException | Error e) {
            unforeseen = e;
            resolution.fail("no address for " + host + ": the lookup failed: " + e, e);
        } finally {
            pending.decrementAndGet();
            task.end(unforeseen);
        }
    }

    private static Thread daemon(final Runnable task, final String name) {
        final Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Finds all addresses of a host; may block for as long as it likes. */
    @FunctionalInterface
    public interface Lookup {
        /**
         * All addresses, at least one.
         *
         * @throws UnknownHostException where there is none.
         */
        InetAddress[] allByName(String host) throws UnknownHostException;
    }
}
