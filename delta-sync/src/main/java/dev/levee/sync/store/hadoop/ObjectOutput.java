package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/**
 * Holds what is written in memory, and creates the object, whole, when it is closed. So a file is
 * at most as large as memory allows, which is enough for Levee's own tables.
 */
final class ObjectOutput extends ByteArrayOutputStream {
  private static final int FIRST_SIZE = 1 << 16;

  private final ObjectStore store;
  private final Location location;
  private final boolean overwrite;
  private boolean closed;

  ObjectOutput(ObjectStore store, Location location, boolean overwrite) {
    super(FIRST_SIZE);
    this.store = store;
    this.location = location;
    this.overwrite = overwrite;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    NewObject object = new NewObject(location, ObjectBody.of(buf, count), Map.of());
    if (overwrite) {
      Boolean unused =
          HadoopErrors.calling(
              () -> {
                store.overwrite(object);
                return true;
              });
      return;
    }
    CreateOutcome outcome = HadoopErrors.calling(() -> SettledCreation.create(store, object));
    if (outcome instanceof CreateOutcome.Exists) {
      throw new FileAlreadyExistsException(location + " is there already");
    }
    if (outcome instanceof CreateOutcome.Unknown unknown) {
      throw new IOException("whether " + location + " was created is unknown", unknown.cause());
    }
  }
}
