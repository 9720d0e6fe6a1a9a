/**
 * What must exist in the secondary before a commit may be published there. Pure: a commit in, a
 * plan or a hold out; no store, no I/O.
 */
package dev.levee.sync.plan;
