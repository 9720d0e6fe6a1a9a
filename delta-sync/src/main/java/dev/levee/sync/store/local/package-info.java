/** A store in a file system, for regions on disks and network drives. */
package dev.levee.sync.store.local;
