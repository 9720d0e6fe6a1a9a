package dev.levee.daemon.cli;

import dev.levee.daemon.config.Secret;
import dev.levee.daemon.report.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that asks a daemon. */
final class AdminOptions {
  private static final String STANDARD = "http://127.0.0.1:8686";

  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "The daemon's admin port. Default: LEVEE_ADMIN, else " + STANDARD + ".")
  private String admin;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file with the daemon's token. Default: LEVEE_TOKEN_FILE.")
  private String tokenFile;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Writes an answer as JSON, when that is wanted. */
  boolean wroteJson(Terminal terminal, Object document) {
    if (json) {
      terminal.out().println(Json.pretty(document));
    }
    return json;
  }

  AdminClient client(Surroundings surroundings) {
    String address = orElse(admin, surroundings.environment().apply("LEVEE_ADMIN"), STANDARD);
    String file = orElse(tokenFile, surroundings.environment().apply("LEVEE_TOKEN_FILE"), "");
    return new AdminClient(
        url(address), file.isEmpty() ? Optional.empty() : Optional.of(token(Path.of(file))));
  }

  private static String orElse(String option, String variable, String standard) {
    if (option != null) {
      return option;
    }
    return variable == null || variable.isEmpty() ? standard : variable;
  }

  private static URI url(String text) {
    if (!text.matches("https?://[^/?#@\\s]+/?")) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + text + "' is no address; write it like " + STANDARD);
    }
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private static Secret token(Path file) {
    try {
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "the token file " + file + " cannot be read; give its path", e);
    }
  }
}
