package dev.levee.bench.running;

/** What a request asks of a store, by what S3 charges apart. */
public enum RequestKind {
  LIST,
  HEAD,
  GET,
  PUT,
  /** A server-side copy of a whole object. */
  COPY,
  /** The beginning of an upload in parts. */
  UPLOAD,
  /** One part, sent or copied. */
  PART,
  /** The end of an upload in parts, whatever its outcome. */
  COMPLETE,
  DELETE
}
