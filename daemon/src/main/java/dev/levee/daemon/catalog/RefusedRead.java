package dev.levee.daemon.catalog;

/** A request that cannot be answered with what it asks for. */
final class RefusedRead extends RuntimeException {
  private final int status;
  private final String code;

  RefusedRead(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  CatalogAnswer answer() {
    return CatalogAnswer.error(status, code, getMessage());
  }
}
