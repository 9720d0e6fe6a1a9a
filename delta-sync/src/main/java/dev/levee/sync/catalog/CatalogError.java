package dev.levee.sync.catalog;

/**
 * Why an asset, or an attribute of it, is not in the other region's catalog. Names are those of
 * managed disaster recovery where it has one ("Common replication errors").
 */
public enum CatalogError {
  /**
   * A path that no location mapping covers, or that the other side has no external location for.
   */
  MISSING_EXTERNAL_LOCATION("Add a location mapping, or create the external location there."),
  /** A view or function depends on something outside the scope, or not replicated itself. */
  MISSING_DEPENDENCY("Add the dependency's catalog to the scope, or remove the dependent view."),
  /** The server asks to slow down. Goes on by itself. */
  REQUEST_LIMIT_EXCEEDED("None: Levee retries by itself. Ask for a higher limit if it lasts."),
  /** The asset is gone from the primary while it was being replicated. Informational. */
  MISSING_SOURCE("None."),
  /** The server cannot be reached. Goes on by itself. */
  NETWORK_SETUP_ERROR("Check that the daemon reaches the server; Levee retries by itself."),
  /** The other side has no such thing. */
  UNSUPPORTED_FEATURE("None there: the durable replica keeps it."),
  /** A value is longer than the other side takes. */
  VALUE_TOO_LONG("Shorten the value."),
  /** A user or group that the other side does not know. */
  UNKNOWN_PRINCIPAL("Create the user or group there, by SCIM."),
  /** The other side has an asset of this name that is not Levee's. Never touched. */
  CATALOG_CONFLICT("Rename or remove the asset in the secondary's catalog."),
  /** The token may not do this. */
  ACCESS_DENIED("Grant the token's principal what the message names."),
  /** The table's data is not readable in the secondary yet. Goes on by itself. */
  NOT_LIVE_YET("None: it is registered once its data is there."),
  /** The server refused the asset, or did not keep what it was given. */
  REFUSED("See the server's own words in the message.");

  private final String remedy;

  CatalogError(String remedy) {
    this.remedy = remedy;
  }

  /** What an operator does about it, in one sentence. */
  public String remedy() {
    return remedy;
  }
}
