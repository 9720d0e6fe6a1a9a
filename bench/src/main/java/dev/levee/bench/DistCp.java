package dev.levee.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Hadoop's DistCp over S3A, in one process without a cluster. It writes in place ({@code -direct}):
 * its renames would be copies there.
 */
final class DistCp implements Peer {
  @Override
  public String program() {
    return "hadoop";
  }

  @Override
  public Identity identity() {
    return new Identity(List.of("version"), Pattern.compile("Hadoop (\\S+).*"));
  }

  @Override
  public Optional<String> obstacle(Servers servers) {
    return !servers.areOneEndpoint() && servers.primary().name().equals(servers.secondary().name())
        ? Optional.of("tells stores apart by their buckets' names, which are the same here")
        : Optional.empty();
  }

  @Override
  public List<Client> firstCopy(Path program) {
    return List.of(client(program, "hadoop distcp", List.of("-direct")));
  }

  @Override
  public List<Client> synchronization(Path program) {
    return List.of(
        client(program, "hadoop distcp -update", List.of("-direct", "-update", "-skipcrccheck")));
  }

  private static Client client(Path program, String name, List<String> flags) {
    return Client.peer(name, assignment -> process(program, flags, assignment));
  }

  private static ProcessBuilder process(Path program, List<String> flags, Assignment assignment) {
    String connections = Integer.toString(assignment.connections());
    Path configuration = SecretFile.holding("distcp", configuration(assignment));
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "distcp", "-conf", configuration.toString()));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-m",
            connections,
            "-numListstatusThreads",
            connections,
            "s3a://" + assignment.source().name() + "/" + assignment.sourceData(),
            "s3a://" + assignment.target().name() + "/" + assignment.targetData()));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("HADOOP_ROOT_LOGGER", "WARN,console");
    process.environment().put("HADOOP_OPTIONAL_TOOLS", "hadoop-aws");
    return process;
  }

  private static String configuration(Assignment assignment) {
    String connections = Integer.toString(assignment.connections());
    Map<String, String> properties = new TreeMap<>();
    properties.put("mapreduce.framework.name", "local");
    properties.put("mapreduce.local.map.tasks.maximum", connections);
    properties.put("fs.s3a.connection.maximum", connections);
    properties.put("fs.s3a.path.style.access", "true");
    // Not looking for what would be in the way, since 3.4.1; older ones do not know it.
    properties.put("fs.s3a.performance.flags", "*");
    bucket(properties, assignment.source());
    bucket(properties, assignment.target());
    StringBuilder xml = new StringBuilder("<configuration>\n");
    properties.forEach(
        (name, value) ->
            xml.append("<property><name>")
                .append(name)
                .append("</name><value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</value></property>\n"));
    return xml.append("</configuration>\n").toString();
  }

  private static void bucket(Map<String, String> properties, Bucket bucket) {
    String prefix = "fs.s3a.bucket." + bucket.name() + ".";
    properties.put(prefix + "endpoint", bucket.endpoint().toString());
    properties.put(prefix + "endpoint.region", bucket.region());
    properties.put(prefix + "access.key", bucket.accessKeyId());
    properties.put(prefix + "secret.key", bucket.secretAccessKey());
  }
}
