package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.CatalogException;
import java.util.regex.Pattern;

/**
 * What an answer that is no success means. Judged by the server's error code first: the status
 * misleads, since "already exists" comes as 400 and a value that is too long as 500.
 */
enum Refusal {
  /** The token is missing or wrong. */
  UNAUTHENTICATED(CatalogException.Kind.ACCESS_DENIED, 1, "Check the token."),
  /** The token's principal may not do this. */
  PERMISSION_DENIED(
      CatalogException.Kind.ACCESS_DENIED, 1, "Grant it to the token's principal there."),
  /** The server says clearly that there is none. */
  NOT_FOUND(CatalogException.Kind.NOT_FOUND, 1, "Create what the message names."),
  /** The name is taken. */
  ALREADY_EXISTS(CatalogException.Kind.ALREADY_EXISTS, 1, "Rename or remove the one there."),
  /** Too many requests. */
  THROTTLED(CatalogException.Kind.THROTTLED, 6, "None: it is tried again. Ask for a higher limit."),
  /** Not reached, overloaded, or in maintenance. */
  UNAVAILABLE(CatalogException.Kind.TRANSIENT, 6, "Check that the server runs and can be reached."),
  /** Often a refusal for good that the server did not foresee (a value too long), sometimes not. */
  INTERNAL(CatalogException.Kind.REFUSED, 3, "See the server's log."),
  /** Everything else that the server refuses. */
  REFUSED(CatalogException.Kind.REFUSED, 1, "See the server's own words.");

  private static final Pattern THROTTLING =
      Pattern.compile(
          "RESOURCE_EXHAUSTED|REQUEST_LIMIT_EXCEEDED|TOO_MANY_REQUESTS"
              + "|ResourceExhaustedException|TooManyRequestsException");

  private static final Pattern PASSING =
      Pattern.compile(
          "(TEMPORARILY_|SERVICE_)?UNAVAILABLE|SERVICE_UNDER_MAINTENANCE|ABORTED|.*TIMEOUT");

  /**
   * Only of assets and principals: {@code ENDPOINT_NOT_FOUND} or {@code METASTORE_NOT_FOUND} is no
   * absence of an asset.
   */
  private static final Pattern ABSENCE =
      Pattern.compile(
          "((CATALOG|SCHEMA|TABLE|VIEW|VOLUME|FUNCTION|ROUTINE|(REGISTERED_)?MODEL|RESOURCE"
              + "|EXTERNAL_LOCATION|(STORAGE_)?CREDENTIAL|PRINCIPAL|USER|GROUP)_)?"
              + "(NOT_FOUND|DOES_NOT_EXIST)"
              + "|NotFoundException|NoSuch(Catalog|Schema|Table)Exception");

  private final CatalogException.Kind kind;
  private final int attempts;
  private final String remedy;

  Refusal(CatalogException.Kind kind, int attempts, String remedy) {
    this.kind = kind;
    this.attempts = attempts;
    this.remedy = remedy;
  }

  /** Judges an answer. */
  static Refusal of(UnityAnswer answer) {
    String code = answer.errorCode();
    if (code.endsWith("ALREADY_EXISTS") || code.equals("AlreadyExistsException")) {
      return ALREADY_EXISTS;
    }
    if (ABSENCE.matcher(code).matches()) {
      return NOT_FOUND;
    }
    if (THROTTLING.matcher(code).matches()) {
      return THROTTLED;
    }
    if (code.equals("UNAUTHENTICATED") || code.equals("NotAuthorizedException")) {
      return UNAUTHENTICATED;
    }
    if (code.equals("PERMISSION_DENIED") || code.equals("PermissionDeniedException")) {
      return PERMISSION_DENIED;
    }
    return PASSING.matcher(code).matches() ? UNAVAILABLE : ofStatus(answer.status());
  }

  private static Refusal ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> PERMISSION_DENIED;
      case 429 -> THROTTLED;
      case 408, 502, 503, 504 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : REFUSED;
    };
  }

  /** What the caller does about it. */
  CatalogException.Kind kind() {
    return kind;
  }

  /** How often such a request is sent in all. */
  int attempts() {
    return attempts;
  }

  /** Whether the server may have done it all the same. */
  boolean leavesOpen() {
    return this == UNAVAILABLE || this == INTERNAL;
  }

  /** What a person does about it. */
  String remedy() {
    return remedy;
  }
}
