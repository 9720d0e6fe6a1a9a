package dev.levee.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code mc mirror}, which compares both sides by their listings. It begins with one worker for
 * each processor and adds as many as {@code GOMAXPROCS} says every four seconds while its rate
 * grows; only releases since July 2025 can be given a bound.
 */
final class MinioClient implements Peer {
  @Override
  public String program() {
    return "mc";
  }

  @Override
  public Identity identity() {
    return new Identity(List.of("--version"), Pattern.compile("mc version (\\S+).*"));
  }

  @Override
  public Optional<String> obstacle(Servers servers) {
    return Optional.empty();
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
    return Client.peer("mc mirror", assignment -> process(program, assignment));
  }

  private static ProcessBuilder process(Path program, Assignment assignment) {
    // It copies server-side only between two paths of one alias.
    String target = assignment.withinOneEndpoint() ? "source/" : "target/";
    ProcessBuilder process =
        new ProcessBuilder(
            program.toString(),
            "--quiet",
            "mirror",
            "--overwrite",
            "source/" + assignment.source().name() + "/" + assignment.sourceData(),
            target + assignment.target().name() + "/" + assignment.targetData());
    process.environment().put("GOMAXPROCS", Integer.toString(assignment.connections()));
    process.environment().put("MC_HOST_source", address(assignment.source()));
    process.environment().put("MC_HOST_target", address(assignment.target()));
    return process;
  }

  /** The keys as they are: it decodes nothing. */
  private static String address(Bucket bucket) {
    URI endpoint = bucket.endpoint();
    return "%s://%s:%s@%s"
        .formatted(
            endpoint.getScheme(),
            bucket.accessKeyId(),
            bucket.secretAccessKey(),
            endpoint.getAuthority());
  }
}
