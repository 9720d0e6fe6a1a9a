package dev.levee.sync.simulation;

/** A seed has shown a fault. */
final class SimulationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimulationFailed(Throwable cause) {
    super(cause.toString(), cause);
  }
}
