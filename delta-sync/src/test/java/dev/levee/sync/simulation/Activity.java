package dev.levee.sync.simulation;

/** Something that runs on a thread of its own, but only while the schedule lets it. */
final class Activity {
  final SimulatedProcess process;
  final String name;
  final Baton baton = new Baton();
  private final Runnable body;

  /** Which of its wake-ups counts: an earlier one is void once it was woken by another. */
  long ticket;

  volatile Thread thread;

  Activity(SimulatedProcess process, String name, Runnable body) {
    this.process = process;
    this.name = name;
    this.body = body;
  }

  void run() {
    body.run();
  }

  @Override
  public String toString() {
    return process + "/" + name;
  }
}
