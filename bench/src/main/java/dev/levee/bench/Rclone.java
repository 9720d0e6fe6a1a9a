package dev.levee.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code rclone copy}, with as many transfers as the others have connections. Without flags it asks
 * the source for each object's time by a HEAD, and the target for each object it has written; what
 * is called tuned leaves these out, and the hashing of parts.
 */
final class Rclone implements Peer {
  private static final List<String> TUNED =
      List.of(
          "--update",
          "--use-server-modtime",
          "--fast-list",
          "--s3-no-head",
          "--s3-disable-checksum");

  /** Not within one endpoint: rclone would take all copies for empty. */
  private static final String NO_HEAD_BEFORE_READING = "--s3-no-head-object";

  @Override
  public String program() {
    return "rclone";
  }

  @Override
  public Identity identity() {
    return new Identity(List.of("version"), Pattern.compile("rclone (v\\S+)"));
  }

  @Override
  public Optional<String> obstacle(Servers servers) {
    return Optional.empty();
  }

  @Override
  public List<Client> firstCopy(Path program) {
    return List.of(client(program, "rclone", List.of()), client(program, "rclone tuned", TUNED));
  }

  @Override
  public List<Client> synchronization(Path program) {
    return List.of(
        client(program, "rclone --checksum", List.of("--checksum", "--fast-list")),
        client(program, "rclone --size-only", List.of("--size-only", "--fast-list")),
        client(
            program,
            "rclone --update --use-server-modtime",
            List.of("--update", "--use-server-modtime", "--fast-list")));
  }

  private static Client client(Path program, String name, List<String> flags) {
    return Client.peer(name, assignment -> process(program, flags, assignment));
  }

  private static ProcessBuilder process(Path program, List<String> flags, Assignment assignment) {
    String connections = Integer.toString(assignment.connections());
    // It copies server-side only between two paths of one remote.
    String target = assignment.withinOneEndpoint() ? "source:" : "target:";
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "copy",
                "source:" + assignment.source().name() + "/" + assignment.sourceData(),
                target + assignment.target().name() + "/" + assignment.targetData(),
                "--transfers",
                connections,
                "--checkers",
                connections,
                "--s3-no-check-bucket",
                "--config",
                "/dev/null"));
    command.addAll(flags);
    if (flags.equals(TUNED) && !assignment.withinOneEndpoint()) {
      command.add(NO_HEAD_BEFORE_READING);
    }
    ProcessBuilder process = new ProcessBuilder(command);
    Map<String, String> environment = process.environment();
    // It refuses to start with this one.
    environment.remove("AWS_CA_BUNDLE");
    remote(environment, "SOURCE", assignment.source());
    remote(environment, "TARGET", assignment.target());
    return process;
  }

  private static void remote(Map<String, String> environment, String name, Bucket bucket) {
    String prefix = "RCLONE_CONFIG_" + name + "_";
    environment.put(prefix + "TYPE", "s3");
    environment.put(prefix + "PROVIDER", "Other");
    environment.put(prefix + "ENDPOINT", bucket.endpoint().toString());
    environment.put(prefix + "REGION", bucket.region());
    environment.put(prefix + "ACCESS_KEY_ID", bucket.accessKeyId());
    environment.put(prefix + "SECRET_ACCESS_KEY", bucket.secretAccessKey());
    environment.put(prefix + "FORCE_PATH_STYLE", "true");
  }
}
