package dev.levee.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code aws s3 sync} between two buckets of one endpoint. Objects are copied by one request each,
 * as by the floor; its own default, parts of 8 MiB, is slower where a server copies by reference.
 */
final class AwsCli implements Peer {
  private static final String CONFIGURATION =
      """
      [default]
      s3 =
        max_concurrent_requests = %d
        max_queue_size = 10000
        multipart_threshold = 5GB
        addressing_style = path
      """;

  @Override
  public String program() {
    return "aws";
  }

  @Override
  public Identity identity() {
    return new Identity(List.of("--version"), Pattern.compile("aws-cli/(\\S+).*"));
  }

  @Override
  public Optional<String> obstacle(Servers servers) {
    return servers.areOneEndpoint()
        ? Optional.empty()
        : Optional.of("copies within one endpoint only");
  }

  @Override
  public List<Client> firstCopy(Path program) {
    return List.of(client(program));
  }

  @Override
  public List<Client> synchronization(Path program) {
    return List.of(client(program));
  }

  private static Client client(Path program) {
    return Client.peer("aws s3 sync", assignment -> process(program, assignment));
  }

  private static ProcessBuilder process(Path program, Assignment assignment) {
    Bucket source = assignment.source();
    ProcessBuilder process =
        new ProcessBuilder(
            program.toString(),
            "s3",
            "sync",
            "s3://" + source.name() + "/" + assignment.sourceData(),
            "s3://" + assignment.target().name() + "/" + assignment.targetData(),
            "--endpoint-url",
            source.endpoint().toString(),
            "--only-show-errors");
    Path configuration =
        SecretFile.holding("aws", CONFIGURATION.formatted(assignment.connections()));
    identify(process.environment(), source);
    process.environment().put("AWS_CONFIG_FILE", configuration.toString());
    // Newer ones send checksums that older servers refuse.
    process.environment().put("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required");
    process.environment().put("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
    return process;
  }

  /** Who asks, for programs that read Amazon's variables. */
  static void identify(Map<String, String> environment, Bucket bucket) {
    environment.remove("AWS_PROFILE");
    environment.remove("AWS_SESSION_TOKEN");
    environment.put("AWS_ACCESS_KEY_ID", bucket.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", bucket.secretAccessKey());
    environment.put("AWS_REGION", bucket.region());
    environment.put("AWS_DEFAULT_REGION", bucket.region());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  }
}
