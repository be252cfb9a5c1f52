/** Tests that say which stage fails: from the name look-up to the first trade, this machine, and a recorder that runs. */
package io.aggtape.feed.doctor;
