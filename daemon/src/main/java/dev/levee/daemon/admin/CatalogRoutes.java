package dev.levee.daemon.admin;

import dev.levee.daemon.catalog.CatalogAnswer;
import dev.levee.daemon.catalog.CatalogQuery;
import dev.levee.daemon.catalog.ReadEndpoint;
import dev.levee.daemon.report.CatalogStatusReport;
import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.sync.engine.CatalogStatus;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.model.Time;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be asked of the groups' catalogs, their replicas and their stable URLs. */
final class CatalogRoutes {
  private final List<GroupControl> groups;
  private final StableUrls stableUrls;
  private final ReadEndpoint replicas;
  private final Time time;

  CatalogRoutes(
      List<GroupControl> groups, StableUrls stableUrls, ReadEndpoint replicas, Time time) {
    this.groups = groups;
    this.stableUrls = stableUrls;
    this.replicas = replicas;
    this.time = time;
  }

  void status(Context context) {
    CatalogStatus status =
        GroupRoutes.named(groups, context)
            .catalog()
            .orElseThrow(
                () ->
                    new Refusal(
                        404,
                        "NO_CATALOG",
                        "the group replicates no catalog, or another daemon does it"));
    boolean withMisfits = Boolean.parseBoolean(context.queryParam("misfits"));
    Answers.send(context, 200, CatalogStatusReport.of(status, withMisfits, time.now()));
  }

  void stableUrls(Context context) {
    Answers.send(context, 200, new StableUrlReport.StableUrls(stableUrls.reports()));
  }

  /** The catalog replicas themselves; writes too come here, and are refused. */
  void read(Context context) {
    Map<String, String> query = new HashMap<>();
    context.queryParamMap().forEach((name, values) -> query.put(name, values.get(0)));
    CatalogAnswer answer =
        replicas.answer(
            context.req().getMethod(),
            List.of(context.pathParam("path").split("/", -1)),
            new CatalogQuery(query));
    context
        .status(answer.status())
        .contentType(CatalogAnswer.CONTENT_TYPE)
        .result(answer.body().toString());
  }
}
