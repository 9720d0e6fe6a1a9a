package dev.levee.daemon.stableurl;

import dev.levee.daemon.catalog.CatalogAnswer;
import dev.levee.daemon.catalog.CatalogQuery;
import dev.levee.daemon.catalog.ReadEndpoint;
import dev.levee.daemon.report.StableUrlReport.Serving;
import dev.levee.daemon.report.StableUrlTraffic;
import dev.levee.daemon.report.StableUrlTraffic.Outcome;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.RegionName;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/**
 * Where a group's requests go: to the catalog server of the region that is the effective primary
 * when the request comes, and stay there to their end, whatever a failover does meanwhile. Reads
 * that the catalog replica knows go there while that server is not reached. During a failover
 * nothing is written.
 */
final class StableUrl {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> READS_OF_REPLICA = Set.of("GET", "HEAD");

  private final GroupControl group;
  private final Map<RegionName, CatalogServer> servers;
  private final ReadEndpoint replica;
  private final ReplicaReaders readers;
  private final StableUrlTraffic traffic;

  StableUrl(
      GroupControl group,
      Map<RegionName, CatalogServer> servers,
      ReadEndpoint replica,
      ReplicaReaders readers) {
    this.group = group;
    this.servers = Map.copyOf(servers);
    this.replica = replica;
    this.readers = readers;
    this.traffic = new StableUrlTraffic(group.spec().name());
  }

  StableUrlTraffic traffic() {
    return traffic;
  }

  GroupStatus status() {
    return group.status();
  }

  /** The catalog server of a region. */
  Optional<CatalogServer> server(RegionName region) {
    return Optional.ofNullable(servers.get(region));
  }

  /** Who answers, by what the last request came upon. */
  Serving serving(GroupStatus status) {
    if (!isKnown(status)) {
      return Serving.NOBODY;
    }
    if (server(status.primary()).filter(server -> !server.isDown()).isPresent()) {
      return Serving.PRIMARY;
    }
    return readers.areThere() && group.spec().catalog().isPresent()
        ? Serving.REPLICA
        : Serving.NOBODY;
  }

  /**
   * Answers one request.
   *
   * @throws IOException when the answer broke off, or the client has gone
   */
  void answer(Request request, Response response) throws IOException, InterruptedException {
    traffic.begins();
    Outcome outcome = Outcome.FAILED;
    try {
      outcome = answered(request, response);
    } catch (RefusedRequest refusal) {
      outcome = refusal.isFailure() ? Outcome.FAILED : Outcome.REFUSED;
      Responses.refuse(refusal, response);
    } finally {
      traffic.ends(outcome);
    }
  }

  private Outcome answered(Request request, Response response)
      throws IOException, InterruptedException {
    String raw = request.getHttpURI().getPath();
    CatalogPath path = CatalogPath.of(raw == null ? "" : raw);
    GroupStatus status = group.status();
    if (!isKnown(status)) {
      throw RefusedRequest.forNow(
          503, "this daemon does not know yet which region is the failover group's primary");
    }
    String method = request.getMethod();
    if (status.state() == GroupState.FAILING_OVER && !READS.contains(method)) {
      throw RefusedRequest.forNow(
          503, "the failover group is failing over; write again when that has ended");
    }
    Optional<CatalogServer> server = server(status.primary());
    boolean inReplica = READS_OF_REPLICA.contains(method) && path.isInReplica();
    if (server.isEmpty()) {
      return withoutServer(request, response, path);
    }
    if (inReplica && server.get().isLeftAlone()) {
      return fromReplica(request, response, path);
    }
    BodyPublisher body = PassedBody.of(request);
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer;
    try {
      answer = server.get().send(request, path, body);
    } catch (UnreachableServer e) {
      if (inReplica) {
        return fromReplica(request, response, path);
      }
      throw e.refusal();
    }
    Responses.pass(answer, response, server.get().patience().piece());
    return Outcome.PRIMARY;
  }

  /**
   * Whether the group's record was read. Before that its primary is the one that is configured,
   * which a failover may have changed since.
   */
  private static boolean isKnown(GroupStatus status) {
    return status.createTime().isPresent();
  }

  private Outcome withoutServer(Request request, Response response, CatalogPath path)
      throws IOException {
    if (path.catalogElements().isEmpty()) {
      throw RefusedRequest.of(
          502,
          "TEMPORARILY_UNAVAILABLE",
          "the primary region has no catalog server, and the catalog replica has no users");
    }
    return fromReplica(request, response, path);
  }

  private Outcome fromReplica(Request request, Response response, CatalogPath path)
      throws IOException {
    readers.check(request);
    CatalogAnswer answer =
        replica.answer(
            request.getMethod(), path.catalogElements().orElse(List.of()), query(request));
    Responses.fromReplica(answer, response);
    return answer.status() < 500 ? Outcome.REPLICA : Outcome.FAILED;
  }

  private static CatalogQuery query(Request request) {
    Map<String, String> values = new HashMap<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        values.put(field.getName(), field.getValue());
      }
    } catch (RuntimeException e) {
      throw RefusedRequest.of(400, "INVALID_ARGUMENT", "the query cannot be read");
    }
    return new CatalogQuery(values);
  }
}
