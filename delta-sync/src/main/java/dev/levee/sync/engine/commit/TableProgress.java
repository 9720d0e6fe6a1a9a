package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.plan.RequiredObject;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is done for one table; read at any time from any thread. */
public final class TableProgress {
  private final LongAdder commits = new LongAdder();
  private final LongAdder files = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder pendingFiles = new LongAdder();
  private final LongAdder pendingBytes = new LongAdder();

  void planned(List<RequiredObject> objects) {
    pendingFiles.add(objects.size());
    objects.forEach(object -> pendingBytes.add(object.size().orElse(0)));
  }

  public void ended(TableCopier.Result result) {
    pendingFiles.decrement();
    pendingBytes.add(-result.object().size().orElse(0));
    if (result.outcome() instanceof CopyOutcome.Copied copied) {
      files.increment();
      bytes.add(copied.bytes());
    }
  }

  void commitPublished() {
    commits.increment();
  }

  public Progress now() {
    return new Progress(
        commits.sum(),
        files.sum(),
        bytes.sum(),
        Math.max(0, pendingFiles.sum()),
        Math.max(0, pendingBytes.sum()));
  }
}
