package dev.levee.sync.simulation;

import dev.levee.sync.engine.commit.CommitBatch;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.StagedRun;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.Owner;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.publish.PublishOutcome;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.Morph;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.This;

/** What methods of the engine do in the place of what they should: one bug each. */
public final class Faults {
  private static final Duration TTL = Duration.ofSeconds(5);

  private Faults() {}

  /** The method as it was. */
  public interface Original {
    /** Calls it. */
    Object call(Object[] arguments);
  }

  /** Does nothing, and says that nothing is left to do. */
  public static void nothing() {}

  /** Says yes at once. */
  public static boolean yes() {
    return true;
  }

  /** Finds nothing at fault. */
  @RuntimeType
  public static Object empty() {
    return Optional.empty();
  }

  /** Has done it for none of them. */
  @RuntimeType
  public static Object none() {
    return Optional.of(List.of());
  }

  /** None is missing, although none was copied. */
  @RuntimeType
  public static Object noneMissing() {
    return List.of();
  }

  /** Whatever is there under the name is taken for what was to be published. */
  @RuntimeType
  public static Object takenForOurs(@AllArguments Object[] arguments) {
    return Optional.of(arguments[1]);
  }

  /** A request without an answer is taken for one that was carried out. */
  @RuntimeType
  public static Object unknownIsSuccess(
      @Morph Original original, @AllArguments Object[] arguments) {
    return arguments[1] instanceof CreateOutcome.Unknown
        ? Optional.of(new PublishOutcome.Published())
        : original.call(arguments);
  }

  /** The newest name in the log is the position, whatever is missing below it. */
  public static long newestName(@This Object log) {
    return ((LogListing) log).newestCommit().orElse(-1);
  }

  /** What was known before a fault is believed after it. */
  @RuntimeType
  public static Object keepsPosition(
      @This Object sync, @Morph Original original, @AllArguments Object[] arguments) {
    Optional<?> before = (Optional<?>) field(sync, "position");
    Object result = original.call(arguments);
    Optional<?> after = (Optional<?>) field(sync, "position");
    if (after.isEmpty() && before.isPresent()) {
      set(sync, "position", before);
    }
    return result;
  }

  /** A lease has expired when the wall clock says so. */
  public static boolean expiredByWallClock(
      @This Object ownership, @AllArguments Object[] arguments) {
    GroupRecord newest = (GroupRecord) arguments[0];
    Time time = (Time) field(ownership, "time");
    String self =
        ((dev.levee.sync.engine.control.OwnerIdentity) field(ownership, "identity")).self().id();
    Optional<Owner> owner = newest.owner();
    return owner.isEmpty()
        || owner.get().id().equals(self)
        || time.now().isAfter(newest.updated().plus(TTL));
  }

  /** A lease that was held once is held. */
  public static boolean heldForEver(@This Object lease) {
    return (boolean) field(lease, "held");
  }

  /** A table whose store fails once gets no fence. */
  @RuntimeType
  public static Object skipsOnFailure(@Morph Original original, @AllArguments Object[] arguments) {
    try {
      return original.call(arguments);
    } catch (StoreException e) {
      return Optional.of(unfenced((Location) arguments[0]));
    }
  }

  private static Object unfenced(Location root) {
    try {
      Constructor<?> result =
          Class.forName("dev.levee.sync.engine.failover.Fencing$Result")
              .getDeclaredConstructors()[0];
      result.setAccessible(true);
      return result.newInstance(
          root, OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed", e);
    }
  }

  /** From the other end. */
  @RuntimeType
  public static Object reversed(@Morph Original original, @AllArguments Object[] arguments) {
    List<?> list = new ArrayList<>((List<?>) original.call(arguments));
    Collections.reverse(list);
    return list;
  }

  /** The checkpoint that a history begins with comes before its commit. */
  @RuntimeType
  public static Object checkpointFirst(
      @This Object bootstrap, @Morph Original original, @AllArguments Object[] arguments) {
    HistoryStart start = (HistoryStart) arguments[1];
    try {
      java.lang.reflect.Method publish =
          field(bootstrap, "checkpointed")
              .getClass()
              .getDeclaredMethod("publish", CheckpointFiles.class);
      publish.setAccessible(true);
      publish.invoke(field(bootstrap, "checkpointed"), start.checkpoint().orElseThrow());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed", e);
    }
    return original.call(arguments);
  }

  /** A pass is as new as its end. */
  @RuntimeType
  public static Object asOfItsEnd(
      @This Object sync, @Morph Original original, @AllArguments Object[] arguments) {
    Object result = original.call(arguments);
    Instant now = ((TableContext) field(sync, "context")).time().now();
    return result instanceof PassResult.CaughtUp c
        ? new PassResult.CaughtUp(now, c.version(), c.published(), c.possiblyUnreplicated())
        : result;
  }

  /** Tables that are held do not count. */
  @RuntimeType
  public static Object withoutHeld(@Morph Original original, @AllArguments Object[] arguments) {
    return original.call(new Object[] {false});
  }

  /** What a listing has shown is all there is. */
  @RuntimeType
  public static Object onlyWhatIsListed(
      @This Object reader, @Morph Original original, @AllArguments Object[] arguments) {
    long from = (long) arguments[0];
    long knownHead = (long) arguments[1];
    return from > knownHead && knownHead >= 0
        ? new CommitBatch(List.of(), Optional.of(((Time) field(reader, "time")).now()))
        : original.call(arguments);
  }

  /** Nobody writes any more, without a look. */
  @RuntimeType
  public static Object quietAtOnce() {
    return new dev.levee.sync.engine.failover.Drain.Verdict.Quiet();
  }

  /** A run is published without being kept first. */
  @RuntimeType
  public static Object notKept(@AllArguments Object[] arguments) {
    List<String> names =
        ((List<?>) arguments[2]).stream().map(commit -> name((NewObject) commit)).toList();
    List<String> checkpoint = ((List<?>) arguments[3]).stream().map(String.class::cast).toList();
    return Optional.of(
        new StagedRun((Location) arguments[0], (long) arguments[1], names, checkpoint));
  }

  private static String name(NewObject commit) {
    return commit.location().name() + "." + commit.body().md5();
  }

  /** Roles change, and the epoch stays. */
  @RuntimeType
  public static Object sameEpoch(
      @This Object successor, @Morph Original original, @AllArguments Object[] arguments) {
    long epoch = (long) field(successor, "epoch");
    Object result = original.call(arguments);
    set(successor, "epoch", epoch);
    return result;
  }

  /** A record that another daemon has overtaken counts all the same. */
  @RuntimeType
  public static Object alwaysDone() {
    return dev.levee.sync.engine.control.ControlLog.Append.DONE;
  }

  /** A gate that lets everybody through. */
  public static boolean entersAlways(@This Object gate) {
    set(gate, "inside", (int) field(gate, "inside") + 1);
    return true;
  }

  private static Object field(Object of, String name) {
    try {
      return accessible(of, name).get(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed", e);
    }
  }

  private static void set(Object of, String name, Object value) {
    try {
      accessible(of, name).set(of, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed", e);
    }
  }

  private static Field accessible(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
