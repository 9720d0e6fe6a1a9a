/** What the process is put together from: the ports that the daemon's commands work through. */
package dev.levee.daemon;
