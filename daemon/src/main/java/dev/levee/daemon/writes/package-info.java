/** How writers are stopped for a planned failover, and let go on after it. */
package dev.levee.daemon.writes;
