package dev.levee.bench;

import java.util.Map;
import java.util.function.Function;

/**
 * One of those that are compared.
 *
 * @param name as in the report
 * @param process a fresh process that does an assignment and ends
 * @param input what it reads on standard input
 */
record Client(
    String name, Function<Assignment, ProcessBuilder> process, Function<Assignment, String> input) {
  static final String FLOOR_NAME = "floor";

  /** Levee as its launcher starts it. */
  static Client levee(String heap) {
    return new Client(
        "levee", assignment -> JavaProcess.of(LeveeTransfer.class, heap), Assignment::input);
  }

  /** What the others are measured by. */
  static Client floor(String heap) {
    return new Client(
        FLOOR_NAME, assignment -> JavaProcess.of(FloorTransfer.class, heap), Assignment::input);
  }

  /** {@code rclone copy}, with as many transfers as the others have connections. */
  static Client rclone(String program) {
    return new Client("rclone", assignment -> rclone(program, assignment), assignment -> "");
  }

  private static ProcessBuilder rclone(String program, Assignment assignment) {
    String connections = Integer.toString(assignment.connections());
    ProcessBuilder process =
        new ProcessBuilder(
                program,
                "copy",
                "source:" + assignment.source().name() + "/" + assignment.sourceData(),
                "target:" + assignment.target().name() + "/" + assignment.targetData(),
                "--transfers",
                connections,
                "--checkers",
                connections,
                "--s3-no-check-bucket",
                "--config",
                "/dev/null")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
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
