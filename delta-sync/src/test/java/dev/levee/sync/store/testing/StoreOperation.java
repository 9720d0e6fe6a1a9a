package dev.levee.sync.store.testing;

/** The calls of a store, and of an upload in parts. */
public enum StoreOperation {
  LIST,
  HEAD,
  OPEN,
  READ_RANGE,
  CREATE_EXCLUSIVE,
  OVERWRITE,
  COPY_WITHIN,
  BEGIN_UPLOAD,
  UPLOAD_PART,
  COPY_PART,
  COMPLETE_UPLOAD,
  ABORT_UPLOAD,
  DELETE;

  /** Whether it changes what the store holds. */
  public boolean changes() {
    return switch (this) {
      case LIST, HEAD, OPEN, READ_RANGE -> false;
      case CREATE_EXCLUSIVE,
          OVERWRITE,
          COPY_WITHIN,
          BEGIN_UPLOAD,
          UPLOAD_PART,
          COPY_PART,
          COMPLETE_UPLOAD,
          ABORT_UPLOAD,
          DELETE ->
          true;
    };
  }
}
