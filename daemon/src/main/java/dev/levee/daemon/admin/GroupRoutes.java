package dev.levee.daemon.admin;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.FailoverBody;
import dev.levee.daemon.report.FailoverPreviewReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.LossesReport;
import dev.levee.daemon.report.MirrorReport;
import dev.levee.daemon.report.TableReport;
import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverAnswer.Refused;
import dev.levee.sync.engine.FailoverPreview;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import io.javalin.http.Context;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What can be asked of, and done with, failover groups. */
final class GroupRoutes {
  private final List<GroupControl> groups;
  private final Time time;

  GroupRoutes(List<GroupControl> groups, Time time) {
    this.groups = groups;
    this.time = time;
  }

  void list(Context context) {
    Answers.send(
        context,
        200,
        new GroupReport.Groups(
            groups.stream().map(group -> GroupReport.of(group, time.now())).toList()));
  }

  void show(Context context) {
    Answers.send(context, 200, report(group(context)));
  }

  void tables(Context context) {
    GroupControl group = group(context);
    List<TableReport> tables = group.tables().stream().map(TableReport::of).toList();
    List<MirrorReport> mirrors = group.mirrors().stream().map(MirrorReport::of).toList();
    Answers.send(context, 200, new TableReport.Tables(tables, mirrors));
  }

  void events(Context context) {
    GroupControl group = group(context);
    String after = context.queryParam("after");
    if (after != null && !after.matches("[0-9]{1,18}")) {
      throw new Refusal(400, "INVALID_PARAMETER", "after has to be an event's sequence");
    }
    List<EventReport> events =
        group.events(after == null ? 0 : Long.parseLong(after)).stream()
            .map(EventReport::of)
            .toList();
    Answers.send(context, 200, new EventReport.Events(events));
  }

  void losses(Context context) {
    List<LossesReport> failovers = group(context).losses().stream().map(LossesReport::of).toList();
    Answers.send(context, 200, new LossesReport.Failovers(failovers));
  }

  void pause(Context context) {
    change(context, 200, GroupControl::pause);
  }

  void resume(Context context) {
    change(context, 200, GroupControl::resume);
  }

  void wake(Context context) {
    change(context, 202, GroupControl::wake);
  }

  private void change(Context context, int status, Consumer<GroupControl> change) {
    GroupControl group = group(context);
    RequestBody.none(context);
    change.accept(group);
    Answers.send(context, status, report(group));
  }

  void failover(Context context) {
    GroupControl group = group(context);
    FailoverBody body = RequestBody.required(context, FailoverBody.class);
    FailoverRequest request = request(body);
    boolean validateOnly = body.validateOnly().orElse(false);
    context.attribute(
        Answers.DETAIL,
        request.type() + " to " + request.target() + (validateOnly ? ", validate only" : ""));
    if (validateOnly) {
      FailoverPreview preview = preview(group, request);
      Answers.send(context, 200, FailoverPreviewReport.of(preview, report(group, preview.group())));
      return;
    }
    FailoverAnswer answer = group.failover(request);
    answer.match(
        accepted -> Answers.send(context, 202, report(group, accepted.status())),
        alreadyThere -> Answers.send(context, 200, report(group, alreadyThere.status())),
        refused -> {
          throw refusal(refused);
        });
  }

  private static FailoverPreview preview(GroupControl group, FailoverRequest request) {
    try {
      return group.preview(request);
    } catch (StoreException e) {
      throw new Refusal(
          503, "STORE_UNREACHABLE", request.target() + " cannot be looked at: " + e.getMessage());
    }
  }

  private static FailoverRequest request(FailoverBody body) {
    String target = body.targetPrimaryRegion().orElseThrow(() -> missing("target_primary_region"));
    OptionalLong epoch = body.etag().map(GroupRoutes::epoch).orElse(OptionalLong.empty());
    RegionName region;
    try {
      region = new RegionName(target);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "INVALID_BODY", e.getMessage());
    }
    return new FailoverRequest(
        region, body.failoverType().orElseThrow(() -> missing("failover_type")), epoch);
  }

  private static Refusal missing(String field) {
    return new Refusal(400, "INVALID_BODY", "the body has no " + field);
  }

  private static OptionalLong epoch(String etag) {
    if (!etag.matches("[0-9]{1,18}")) {
      throw new Refusal(409, "WRONG_EPOCH", "the group never had that etag");
    }
    return OptionalLong.of(Long.parseLong(etag));
  }

  private static Refusal refusal(Refused refused) {
    int status =
        switch (refused.refusal()) {
          case UNKNOWN_REGION -> 400;
          case WRONG_EPOCH, INITIAL_REPLICATION, IN_PROGRESS, NOT_OWNER, NOT_LOSSLESS -> 409;
        };
    return new Refusal(status, refused.refusal().name(), refused.message());
  }

  private GroupControl group(Context context) {
    return named(groups, context);
  }

  /** The group that the path names. */
  static GroupControl named(List<GroupControl> groups, Context context) {
    String name = context.pathParam("name");
    return groups.stream()
        .filter(group -> group.spec().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, "UNKNOWN_GROUP", "there is no such failover group"));
  }

  private GroupReport report(GroupControl group) {
    return GroupReport.of(group, time.now());
  }

  private GroupReport report(GroupControl group, GroupStatus status) {
    return GroupReport.of(group.spec(), status, time.now());
  }
}
