package dev.levee.daemon.admin;

import dev.levee.daemon.notification.Notification;
import dev.levee.daemon.notification.NotificationException;
import dev.levee.daemon.notification.NotificationReader;
import dev.levee.daemon.report.NotificationReport;
import dev.levee.daemon.report.NotificationTraffic;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.Notified;
import dev.levee.sync.model.Location;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes object stores' notifications of new objects. They are hints to all groups, which decide for
 * themselves what to look at.
 */
final class NotificationRoutes {
  private final List<GroupControl> groups;
  private final NotificationTraffic traffic;

  NotificationRoutes(List<GroupControl> groups, NotificationTraffic traffic) {
    this.groups = groups;
    this.traffic = traffic;
  }

  void post(Context context) {
    Notification notification = notification(context);
    Set<Location> heeded = new HashSet<>();
    int tables = 0;
    for (GroupControl group : groups) {
      Notified notified = group.notified(notification.created());
      heeded.addAll(notified.heeded());
      tables += notified.tables();
    }
    int accepted = (int) notification.created().stream().filter(heeded::contains).count();
    int ignored = notification.created().size() + notification.others() - accepted;
    NotificationReport report = new NotificationReport(accepted, ignored, notification.remark());
    traffic.came(report, tables);
    context.attribute(Answers.HINT, true);
    Answers.send(context, 200, report);
  }

  private static Notification notification(Context context) {
    try {
      return NotificationReader.read(RequestBody.required(context));
    } catch (NotificationException e) {
      throw new Refusal(400, "INVALID_BODY", e.getMessage());
    }
  }
}
