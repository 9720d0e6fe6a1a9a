package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Commits of Delta Standalone by exclusive creation: of two processes that write the same version
 * one gets {@link FileAlreadyExistsException}, on every store. Standalone makes it itself, by the
 * name in the configuration of {@link HadoopAccess}.
 */
public final class ObjectStoreLogStore extends LogStore {
  /** As Delta Standalone calls it. */
  public ObjectStoreLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public CloseableIterator<String> read(Path path, Configuration configuration) throws IOException {
    ObjectStore store = HadoopAccess.store(configuration);
    Location location = HadoopAccess.location(path);
    byte[] bytes =
        HadoopErrors.calling(
            () -> {
              try (ObjectContent content =
                  store
                      .open(location)
                      .orElseThrow(() -> new FileNotFoundException(location.toString()))) {
                return content.readAll();
              }
            });
    return new Lines(new String(bytes, StandardCharsets.UTF_8).lines().iterator());
  }

  private record Lines(Iterator<String> lines) implements CloseableIterator<String> {
    @Override
    public boolean hasNext() {
      return lines.hasNext();
    }

    @Override
    public String next() {
      return lines.next();
    }

    @Override
    public void close() {}
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    ObjectStore store = HadoopAccess.store(configuration);
    Location location = HadoopAccess.location(path);
    StringBuilder text = new StringBuilder();
    actions.forEachRemaining(action -> text.append(action).append('\n'));
    NewObject object = NewObject.of(location, text.toString().getBytes(StandardCharsets.UTF_8));
    CreateOutcome outcome =
        HadoopErrors.calling(
            () -> overwrite ? overwrite(store, object) : SettledCreation.create(store, object));
    if (outcome instanceof CreateOutcome.Exists) {
      throw new FileAlreadyExistsException(location.toString());
    }
    if (outcome instanceof CreateOutcome.Unknown unknown) {
      throw new IOException("whether " + location + " was written is unknown", unknown.cause());
    }
  }

  private static CreateOutcome overwrite(ObjectStore store, NewObject object) {
    store.overwrite(object);
    return new CreateOutcome.Created(object.body().md5());
  }

  @Override
  public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
    ObjectStore store = HadoopAccess.store(configuration);
    Location from = HadoopAccess.location(path);
    return HadoopErrors.calling(
        () -> {
          List<FileStatus> statuses = new ArrayList<>();
          store
              .head(from)
              .map(attributes -> new ObjectEntry(from, attributes))
              .map(ObjectStoreFileSystem::statusOf)
              .ifPresent(statuses::add);
          ListRequest level = ListRequest.oneLevelBelow(HadoopAccess.location(path.getParent()));
          new Listing(store, level.after(from.key()))
              .forEachRemaining(entry -> statuses.add(ObjectStoreFileSystem.statusOf(entry)));
          if (statuses.isEmpty() && !new Listing(store, level).hasNext()) {
            throw new FileNotFoundException(level.prefix() + " is empty");
          }
          return statuses.iterator();
        });
  }

  @Override
  public Path resolvePathOnPhysicalStorage(Path path, Configuration configuration) {
    return path;
  }

  /** An object appears whole, so nothing has to be written under another name first. */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
    return false;
  }
}
