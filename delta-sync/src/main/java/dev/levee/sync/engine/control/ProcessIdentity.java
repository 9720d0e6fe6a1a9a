package dev.levee.sync.engine.control;

import dev.levee.sync.group.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The operating system's view of this process. On Linux the boot, the process namespace, the number
 * and the start time in ticks since the boot name one process for ever; where the first two are
 * ours and no such process runs, it is dead. A host name or a process number alone proves nothing.
 */
public final class ProcessIdentity implements OwnerIdentity {
  private static final Path PROC = Path.of("/proc");
  private static final int START_TIME_FIELD = 22;

  private final Owner self;
  private final String machine;

  /** Looks at the running process. */
  public ProcessIdentity() {
    long pid = ProcessHandle.current().pid();
    this.machine = machine();
    this.self =
        new Owner(
            UUID.randomUUID().toString(),
            "%s, process %d".formatted(hostName(), pid),
            machine.isEmpty() ? "" : "%s|%d|%s".formatted(machine, pid, startTicksOfSelf(pid)));
  }

  @Override
  public Owner self() {
    return self;
  }

  @Override
  public boolean isSurelyDead(Owner owner) {
    String[] parts = owner.process().split("\\|", -1);
    if (machine.isEmpty() || parts.length != 3 || !parts[0].equals(machine)) {
      return false;
    }
    try {
      return !startTicks(parts[1]).equals(parts[2]);
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String startTicksOfSelf(long pid) {
    try {
      return startTicks(Long.toString(pid));
    } catch (IOException e) {
      return "unknown";
    }
  }

  /**
   * The field {@code starttime} of proc(5): the fields before it hold no {@code )} but the name's.
   */
  private static String startTicks(String pid) throws IOException {
    String stat = Files.readString(PROC.resolve(pid).resolve("stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return afterName[START_TIME_FIELD - 3];
  }

  private static String machine() {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return boot + ":" + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
