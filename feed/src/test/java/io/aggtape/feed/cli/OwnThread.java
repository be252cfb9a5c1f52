package io.aggtape.feed.cli;

/**
 * Runs what blocks on a thread of its own: on two cores the common pool of JDK 25 has a single one, which the JDK's HTTP
 * client needs.
 */
final class OwnThread {
    private OwnThread() {}

    static void run(final Runnable work) {
        final Thread thread = new Thread(work, "command");
        thread.setDaemon(true);
        thread.start();
    }
}
