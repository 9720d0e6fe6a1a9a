/**
 * The failover group as a pure state machine: a state and an event in, a state and effects out. No
 * I/O, no clock, no threads.
 */
package dev.levee.sync.group;
