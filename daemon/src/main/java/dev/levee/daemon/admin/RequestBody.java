package dev.levee.daemon.admin;

import dev.levee.daemon.report.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;

/** Reads a request's body: JSON, not too much of it, nothing that is not understood. */
final class RequestBody {
  static final int MAX_BYTES = 1 << 20;

  private RequestBody() {}

  /** The body, which has to be there. */
  static <T> T required(Context context, Class<T> type) {
    return parse(required(context), type);
  }

  /** The same, as it was sent. */
  static byte[] required(Context context) {
    byte[] body = bytes(context);
    if (body.length == 0) {
      throw new Refusal(400, "INVALID_BODY", "the request needs a JSON body");
    }
    return body;
  }

  /** Takes a body that says nothing, or none. */
  static void none(Context context) {
    byte[] body = bytes(context);
    if (body.length > 0) {
      parse(body, Nothing.class);
    }
  }

  /** An object without fields. */
  record Nothing() {}

  private static <T> T parse(byte[] body, Class<T> type) {
    try {
      return Json.readRequest(body, type);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "INVALID_BODY", "the body is not as it should be: " + e.getMessage());
    }
  }

  private static byte[] bytes(Context context) {
    byte[] body;
    try {
      body = context.req().getInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new Refusal(400, "INVALID_BODY", "the body broke off");
    }
    if (body.length > MAX_BYTES) {
      throw new Refusal(413, "BODY_TOO_LARGE", "a body has at most " + MAX_BYTES + " bytes");
    }
    if (body.length > 0 && !isJson(context.req().getContentType())) {
      throw new Refusal(415, "NOT_JSON", "the body's content-type has to be application/json");
    }
    return body;
  }

  private static boolean isJson(String contentType) {
    if (contentType == null) {
      return false;
    }
    int semicolon = contentType.indexOf(';');
    String media = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return media.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }
}
