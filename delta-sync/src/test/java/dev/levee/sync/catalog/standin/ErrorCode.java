package dev.levee.sync.catalog.standin;

/**
 * The error codes of the server. What exists already is a 400, not a 409: only the code tells it
 * from a bad request.
 */
enum ErrorCode {
  INVALID_ARGUMENT(400, "InvalidParameterValueException"),
  FAILED_PRECONDITION(400, "BadRequestException"),
  CATALOG_ALREADY_EXISTS(400, "AlreadyExistsException"),
  SCHEMA_ALREADY_EXISTS(400, "AlreadyExistsException"),
  TABLE_ALREADY_EXISTS(400, "AlreadyExistsException"),
  RESOURCE_ALREADY_EXISTS(400, "AlreadyExistsException"),
  EXTERNAL_LOCATION_ALREADY_EXISTS(400, "AlreadyExistsException"),
  STORAGE_CREDENTIAL_ALREADY_EXISTS(400, "AlreadyExistsException"),
  UNAUTHENTICATED(401, "NotAuthorizedException"),
  PERMISSION_DENIED(403, "PermissionDeniedException"),
  NOT_FOUND(404, "NotFoundException"),
  CATALOG_NOT_FOUND(404, "NoSuchCatalogException"),
  SCHEMA_NOT_FOUND(404, "NoSuchSchemaException"),
  TABLE_NOT_FOUND(404, "NoSuchTableException"),
  COMMIT_VERSION_CONFLICT(409, "CommitVersionConflictException"),
  UPDATE_REQUIREMENT_CONFLICT(409, "UpdateRequirementConflictException"),
  RESOURCE_EXHAUSTED(429, "ResourceExhaustedException"),
  INTERNAL(500, "InternalServerErrorException"),
  UNAVAILABLE(503, "InternalServerErrorException");

  private final int status;
  private final String deltaType;

  ErrorCode(int status, String deltaType) {
    this.status = status;
    this.deltaType = deltaType;
  }

  int status() {
    return status;
  }

  /** What the Delta API calls it. */
  String deltaType() {
    return deltaType;
  }
}
