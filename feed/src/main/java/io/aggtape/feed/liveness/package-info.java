/** Who watches the threads: names the one that stalls while it stalls, and shows all of them to other processes. */
package io.aggtape.feed.liveness;
