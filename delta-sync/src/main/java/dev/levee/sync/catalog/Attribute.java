package dev.levee.sync.catalog;

/** What an asset has besides its name. The names in reports are these, in lower case. */
public enum Attribute {
  /** Who owns it. */
  OWNER,
  /** What people say about it. */
  COMMENT,
  /** Keys and values. */
  PROPERTIES,
  /** Attributes that Levee does not know by name, as the server gave them. */
  OTHER,
  /** Where managed assets below a catalog or schema lie. */
  STORAGE_ROOT,
  /** Where its files lie. */
  STORAGE_LOCATION,
  /** Managed, external, view, … */
  TYPE,
  /** DELTA, CSV, … */
  DATA_SOURCE_FORMAT,
  /** Columns, with types and partitioning. */
  COLUMNS,
  /** A view's SQL text, a metric view's definition. */
  DEFINITION,
  /** What a view is made from. */
  DEPENDENCIES,
  /** A function's parameters, body and traits. */
  ROUTINE,
  /** An external location's path. */
  URL,
  /** The credential of an external location. */
  CREDENTIAL_NAME,
  /** The identity that a credential takes. */
  IDENTITY,
  /** Who may do what. */
  GRANTS
}
