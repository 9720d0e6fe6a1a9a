package dev.levee.sync.simulation;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.memory.MemoryObjectStore;

/** One region: what its store really holds. */
final class Region {
  final RegionName name;
  final MemoryObjectStore store;
  final Location data;
  final Location control;

  Region(String name, Time time) {
    this.name = new RegionName(name);
    this.store = new MemoryObjectStore(name, time);
    this.data = Location.parse("s3://" + name + "/data/");
    this.control = Location.parse("s3://" + name + "/_levee/");
  }

  /** The root of a table. */
  Location table(String table) {
    return data.resolve(table + "/");
  }

  @Override
  public String toString() {
    return name.value();
  }
}
