/** A change of roles: drain, fences, the report of what was lost, and what is stored of it. */
package dev.levee.sync.engine.failover;
