package dev.levee.daemon.process.chaos;

import dev.levee.daemon.process.LeveeProcess;
import dev.levee.daemon.report.GroupReport;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.group.FailoverType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The daemons that run: one works, the other stands by; which is which they settle. */
final class Fleet implements AutoCloseable {
  private final Path folder;
  private final Path config;
  private final QuickMachine machine;
  private final Consumer<String> violations;
  private final AdminPort port = new AdminPort();
  private final List<LeveeProcess> running = new CopyOnWriteArrayList<>();
  private final Set<LeveeProcess> suspended = ConcurrentHashMap.newKeySet();

  Fleet(Path folder, Path config, Consumer<String> violations) throws IOException {
    this.machine = new QuickMachine(folder);
    this.folder = folder;
    this.config = config;
    this.violations = violations;
  }

  /** Starts the first, alone. */
  void startFirst() throws IOException {
    running.add(started(machine.first()));
  }

  /** Starts one more. */
  void start() throws IOException {
    running.add(started(machine.later()));
  }

  private LeveeProcess started(List<String> options) throws IOException {
    return LeveeProcess.start(folder, options, "run", "--config", config.toString());
  }

  List<LeveeProcess> running() {
    return List.copyOf(running);
  }

  /** What each daemon shows that answers. */
  List<GroupReport> reports() throws InterruptedException {
    List<GroupReport> reports = new ArrayList<>();
    for (LeveeProcess daemon : running()) {
      report(daemon).ifPresent(reports::add);
    }
    return reports;
  }

  private Optional<GroupReport> report(LeveeProcess daemon) throws InterruptedException {
    Optional<String> admin = suspended.contains(daemon) ? Optional.empty() : daemon.admin();
    return admin.isPresent() ? port.group(admin.get()) : Optional.empty();
  }

  /** The one that works, if there is one now. */
  Optional<LeveeProcess> owner() throws InterruptedException {
    for (LeveeProcess daemon : running()) {
      if (report(daemon).filter(r -> r.role() == GroupStatus.Role.OWNER).isPresent()) {
        return Optional.of(daemon);
      }
    }
    return Optional.empty();
  }

  /** The group as its owner shows it, if there is one now. */
  Optional<GroupReport> group() throws InterruptedException {
    return reports().stream().filter(r -> r.role() == GroupStatus.Role.OWNER).findFirst();
  }

  /** Whether the owner took the request, or had done it before. */
  boolean failover(String target, FailoverType type) throws InterruptedException {
    Optional<LeveeProcess> owner = owner();
    return owner.isPresent() && port.failover(owner.get().admin().orElseThrow(), target, type);
  }

  /** SIGSTOP. */
  void suspend(LeveeProcess daemon) throws IOException, InterruptedException {
    suspended.add(daemon);
    daemon.suspend();
  }

  /** SIGCONT, where it is still there. */
  void resume(LeveeProcess daemon) throws IOException, InterruptedException {
    if (daemon.isAlive()) {
      daemon.resume();
    }
    suspended.remove(daemon);
  }

  /** Kills one and starts another in its place. */
  void replace(LeveeProcess daemon) throws IOException, InterruptedException {
    if (!daemon.isAlive()) {
      violations.accept("a daemon ended by itself: " + lastLine(daemon));
    }
    daemon.kill();
    lookAtLog(daemon);
    running.remove(daemon);
    start();
  }

  private static String lastLine(LeveeProcess daemon) {
    return daemon.err().lines().reduce((a, b) -> b).orElse("it said nothing");
  }

  private void lookAtLog(LeveeProcess daemon) {
    daemon
        .err()
        .lines()
        .filter(line -> line.contains(" ERROR ") || line.startsWith("Exception in thread"))
        .findFirst()
        .ifPresent(line -> violations.accept("a daemon's log says: " + line));
  }

  /** SIGTERM to all but the first so many, and how they end. */
  void retain(int number) throws InterruptedException {
    while (running.size() > number) {
      LeveeProcess daemon = running.remove(running.size() - 1);
      boolean hadStarted = daemon.admin().isPresent();
      int exit = daemon.terminate();
      if (exit != 0 && hadStarted) {
        violations.accept("a daemon that was asked to end ended with " + exit);
      }
      lookAtLog(daemon);
    }
  }

  @Override
  public void close() {
    running.forEach(LeveeProcess::close);
  }
}
