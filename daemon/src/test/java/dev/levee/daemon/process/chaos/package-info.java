/** Daemons that are killed, paused and cut off from their stores while their group fails over. */
package dev.levee.daemon.process.chaos;
