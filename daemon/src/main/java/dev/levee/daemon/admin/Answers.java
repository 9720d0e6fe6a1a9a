package dev.levee.daemon.admin;

import dev.levee.daemon.report.ErrorReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.Wording;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests are answered, and what is kept of those that change something. */
final class Answers {
  /** The request's attribute with what the audit log says besides the path. */
  static final String DETAIL = "levee.detail";

  /** The request's attribute, present where it was a hint that has changed nothing. */
  static final String HINT = "levee.hint";

  private static final Logger AUDIT = LoggerFactory.getLogger("dev.levee.audit");
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  static Context send(Context context, int status, Object document) {
    return context.status(status).contentType("application/json").result(Json.write(document));
  }

  static void refused(Refusal refusal, Context context) {
    send(context, refusal.status(), new ErrorReport(refusal.code(), refusal.getMessage()));
  }

  /** What Javalin itself refuses: no such route, no such method. */
  static void refused(HttpResponseException refusal, Context context) {
    String code = refusal.getStatus() == 404 ? "NOT_FOUND" : "BAD_REQUEST";
    send(context, refusal.getStatus(), new ErrorReport(code, "there is nothing at this address"));
  }

  /** A surprise: the log has all of it, the answer nothing. */
  static void failed(Exception surprise, Context context) {
    LOG.error("the admin port could not answer {}", Wording.printable(context.path()), surprise);
    send(
        context,
        500,
        new ErrorReport("INTERNAL_ERROR", "the request failed; the daemon's log says why"));
  }

  static void secure(Context context) {
    context
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        .header("Referrer-Policy", "no-referrer");
  }

  /** Keeps who asked for which change, and what came of it. */
  static void audit(Context context) {
    String method = context.req().getMethod();
    if (method.equals("GET") || method.equals("HEAD") || context.attribute(HINT) != null) {
      return;
    }
    String detail = context.attribute(DETAIL);
    AUDIT.info(
        "{} {} {} {}-> {}",
        context.req().getRemoteAddr(),
        Wording.printable(method),
        Wording.printable(context.path()),
        detail == null ? "" : "(" + Wording.printable(detail) + ") ",
        context.statusCode());
  }
}
