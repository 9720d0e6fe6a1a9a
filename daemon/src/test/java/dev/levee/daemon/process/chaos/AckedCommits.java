package dev.levee.daemon.process.chaos;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every commit of which a store has told its writer that it is there. */
final class AckedCommits {
  private static final Pattern COMMIT = Pattern.compile("(.+)/_delta_log/(\\d{20})\\.json");

  private final Time time;
  private final Queue<AckedCommit> all = new ConcurrentLinkedQueue<>();

  AckedCommits(Time time) {
    this.time = time;
  }

  List<AckedCommit> all() {
    return List.copyOf(all);
  }

  /** A writer's access to a region's store, whose answers are taken down. */
  ObjectStore recording(ObjectStore store, String region, Location data) {
    return new Recording(store, region, data);
  }

  private final class Recording extends InterceptedObjectStore {
    private final String region;
    private final Location data;

    Recording(ObjectStore store, String region, Location data) {
      super(store);
      this.region = region;
      this.data = data;
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      return delegate.get();
    }

    @Override
    public CreateOutcome createExclusive(NewObject object) {
      CreateOutcome outcome = super.createExclusive(object);
      Matcher commit = COMMIT.matcher(object.location().relativeTo(data).orElse(""));
      if (outcome instanceof CreateOutcome.Created && commit.matches()) {
        CommitBytes bytes =
            new CommitBytes(commit.group(1), Long.parseLong(commit.group(2)), object.body().md5());
        all.add(new AckedCommit(bytes, region, time.now()));
      }
      return outcome;
    }
  }
}
