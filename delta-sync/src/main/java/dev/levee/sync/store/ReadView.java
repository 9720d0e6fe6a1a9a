package dev.levee.sync.store;

import dev.levee.sync.model.Location;
import java.util.Map;

/** A way to look at another store: it is only read, and stays open when the view is closed. */
public abstract class ReadView implements ObjectStore {
  /** For those who say what is seen. */
  protected ReadView() {}

  @Override
  public final CreateOutcome createExclusive(NewObject object) {
    throw readOnly();
  }

  @Override
  public final void overwrite(NewObject object) {
    throw readOnly();
  }

  @Override
  public final String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    throw readOnly();
  }

  @Override
  public final MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    throw readOnly();
  }

  @Override
  public final void delete(Location location) {
    throw readOnly();
  }

  private static IllegalStateException readOnly() {
    return new IllegalStateException("this view of a store changes nothing");
  }

  /** The store belongs to the caller. */
  @Override
  public final void close() {}
}
