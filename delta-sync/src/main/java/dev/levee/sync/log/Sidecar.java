package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

/**
 * A file that a V2 checkpoint refers to (Delta protocol, "Sidecar File Information").
 *
 * @param path as in the checkpoint: mostly a bare name in {@code _delta_log/_sidecars/}
 * @param size in bytes
 */
public record Sidecar(String path, long size) {
  /** Checks that the path is there. */
  public Sidecar {
    requireNonNull(path, "path");
  }
}
