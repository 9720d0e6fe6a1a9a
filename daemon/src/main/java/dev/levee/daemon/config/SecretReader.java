package dev.levee.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches secrets from where the file says they are. No problem it reports shows one. */
final class SecretReader {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
  private static final int MIN_TOKEN_LENGTH = 16;
  private static final Set<PosixFilePermission> FOR_OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final UnaryOperator<String> environment;
  private final Path folder;

  /**
   * Reads the environment and files.
   *
   * @param environment gives a variable's value, or null
   * @param folder what relative file names are relative to
   */
  SecretReader(UnaryOperator<String> environment, Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  /** A value that may stand in the file or be referred to. */
  Optional<String> plainOrReference(ConfigValue value) {
    return value
        .text()
        .flatMap(text -> text.startsWith("${") ? referred(value, text) : Optional.of(text));
  }

  /** A value that may only be referred to. */
  Optional<Secret> reference(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text -> {
              if (!text.startsWith("${")) {
                value.problem(
                    "a secret stands in the file itself",
                    "move it to ${env:NAME} or ${file:/path}, and replace it, since it was seen");
                return Optional.empty();
              }
              return referred(value, text).map(Secret::new);
            });
  }

  /**
   * A value that may only be referred to and may be replaced while the daemon runs: a file is read
   * again each time, and its last content stands for one that cannot be read.
   */
  Optional<Supplier<Secret>> renewable(ConfigValue value) {
    Optional<Secret> now = reference(value);
    Optional<Matcher> file =
        value.text().map(REFERENCE::matcher).filter(Matcher::matches).filter(this::isFile);
    return now.map(
        first ->
            file.<Supplier<Secret>>map(
                    reference -> renewed(folder.resolve(reference.group(2)), first))
                .orElse(() -> first));
  }

  private boolean isFile(Matcher reference) {
    return reference.group(1).equals("file");
  }

  private static Supplier<Secret> renewed(Path file, Secret first) {
    AtomicReference<Secret> last = new AtomicReference<>(first);
    return () -> {
      try {
        String content = Files.readString(file).strip();
        if (!content.isEmpty()) {
          last.set(new Secret(content));
        }
      } catch (IOException e) {
        return last.get();
      }
      return last.get();
    };
  }

  private Optional<String> referred(ConfigValue value, String text) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      value.problem("no reference to a secret", "write ${env:NAME} or ${file:/path}");
      return Optional.empty();
    }
    return reference.group(1).equals("env")
        ? variable(value, reference.group(2))
        : content(value, folder.resolve(reference.group(2)));
  }

  private Optional<String> variable(ConfigValue value, String name) {
    String found = environment.apply(name);
    if (found == null || found.isEmpty()) {
      value.problem(
          "the environment variable " + name + " is not set", "set it before starting levee");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private Optional<String> content(ConfigValue value, Path file) {
    try {
      String content = Files.readString(file).strip();
      if (content.isEmpty()) {
        value.problem("the file " + file + " is empty", "write the secret into it");
        return Optional.empty();
      }
      return Optional.of(content);
    } catch (IOException e) {
      value.problem(
          "the file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "create it, readable for the user that runs levee");
      return Optional.empty();
    }
  }

  /** The token of the admin port, from the file that the value names. */
  Optional<Secret> token(ConfigValue value) {
    return privateContent(value).filter(token -> isStrong(value, token)).map(Secret::new);
  }

  /** Several tokens, one a line; none when the problems say why. */
  List<Secret> tokens(ConfigValue value) {
    List<String> tokens = privateContent(value).stream().flatMap(String::lines).toList();
    return tokens.stream().allMatch(token -> isStrong(value, token))
        ? tokens.stream().map(Secret::new).toList()
        : List.of();
  }

  private Optional<String> privateContent(ConfigValue value) {
    return value
        .text()
        .map(folder::resolve)
        .filter(file -> isPrivate(value, file))
        .flatMap(file -> content(value, file));
  }

  private static boolean isPrivate(ConfigValue value, Path file) {
    try {
      if (!Files.isRegularFile(file)
          || !Files.getFileStore(file).supportsFileAttributeView("posix")
          || Files.getPosixFilePermissions(file).stream().noneMatch(FOR_OTHERS::contains)) {
        return true;
      }
    } catch (IOException e) {
      return true; // Reading it tells what is wrong.
    }
    value.problem(
        "every user of this machine can get at the file " + file,
        "run chmod 600 on it, and replace the token, since it was open");
    return false;
  }

  private static boolean isStrong(ConfigValue value, String token) {
    if (token.length() >= MIN_TOKEN_LENGTH && token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return true;
    }
    value.problem(
        "the token has fewer than " + MIN_TOKEN_LENGTH + " characters, or some that are no ASCII",
        "make one with: openssl rand -hex 32");
    return false;
  }
}
