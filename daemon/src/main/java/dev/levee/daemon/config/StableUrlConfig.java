package dev.levee.daemon.config;

import java.util.List;

/**
 * A group's stable URL, as configured.
 *
 * @param listen where it listens
 * @param readers who may read the catalog replica there while no catalog server answers: the
 *     clients' own bearer tokens. Empty for everybody on this machine and nobody elsewhere
 */
public record StableUrlConfig(ListenAddress listen, List<Secret> readers) {
  /** Copies the list. */
  public StableUrlConfig {
    readers = List.copyOf(readers);
  }
}
