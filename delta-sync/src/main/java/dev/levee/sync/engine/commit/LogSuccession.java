package dev.levee.sync.engine.commit;

import dev.levee.sync.engine.ReplicationSettings.OnRecreated;
import dev.levee.sync.engine.control.ControlFolder;

/**
 * What becomes of a log in the secondary that has to give way to the primary's.
 *
 * @param group the failover group
 * @param control where it is kept
 * @param retirement moves it there
 * @param onRecreated what to do about a table that was dropped and created again
 */
public record LogSuccession(
    String group, ControlFolder control, LogRetirement retirement, OnRecreated onRecreated) {}
