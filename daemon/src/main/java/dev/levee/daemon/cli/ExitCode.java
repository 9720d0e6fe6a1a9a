package dev.levee.daemon.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, for scripts. The numbers are an interface and never change. */
public enum ExitCode {
  /** What was asked for is done. */
  OK(0, "done"),
  /** It was tried and failed. */
  FAILED(1, "failed; the message says why"),
  /** The command line or the configuration is wrong; nothing was tried. */
  USAGE(2, "wrong command line or configuration"),
  /** Something that has to be there is not. */
  PREFLIGHT(3, "a store, the admin port or the daemon cannot be reached"),
  /** Everything is caught up but the tables that are held. */
  TABLES_HELD(4, "sync: at least one table is held"),
  /** The time was too short. */
  NOT_CAUGHT_UP(5, "sync: not caught up within the timeout; verify: not live"),
  /** The daemon refused; nothing was changed. */
  REFUSED(6, "refused by the daemon or not confirmed; nothing was changed"),
  /** A replica is not what its primary is, or damaged. */
  DIFFERENT(
      7,
      "verify, drill: at least one table differs or is damaged; catalog restore: some do not fit"),
  /** What is left needs an operator. */
  NOT_SALVAGED(8, "salvage: at least one lost commit cannot be applied again");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** In a few words. */
  public String meaning() {
    return meaning;
  }

  /** All of them, for the help text. */
  static Map<String, String> documented() {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode exit : values()) {
      list.put(Integer.toString(exit.code), exit.meaning);
    }
    return list;
  }
}
