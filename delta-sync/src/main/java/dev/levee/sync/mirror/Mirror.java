package dev.levee.sync.mirror;

import dev.levee.sync.copy.ObjectComparison;
import dev.levee.sync.copy.ObjectReplacement;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.mirror.CopyLineage.Verdict;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.PairedPrefix;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A prefix without tables that is replicated by comparing listings, pass after pass. Used by one
 * thread at a time.
 *
 * <p>A pass is no snapshot: an object that is written while the listing is read may be seen or not.
 * What was visible when the pass began is in the secondary when it ends without a hold.
 */
public final class Mirror {
  private final PairedPrefix sides;
  private final Optional<Instant> replicatedUntil;
  private final Tools tools;
  private final SeenEqual seenEqual = new SeenEqual();
  private List<String> tableFolders = List.of();

  /**
   * What a mirror copies with.
   *
   * @param copier copies new objects
   * @param replacement replaces changed ones
   * @param comparison compares bytes where nothing else tells
   * @param gate lets a replacement through while this daemon may write
   */
  public record Tools(
      TableCopier copier, ObjectReplacement replacement, ObjectComparison comparison, Gate gate) {}

  /** Lets changes of the secondary through. */
  @FunctionalInterface
  public interface Gate {
    /** Runs the change; false when this daemon may not make it any more. */
    boolean pass(Runnable change);
  }

  /**
   * A mirror whose passes have not begun.
   *
   * @param replicatedUntil up to when what the secondary holds was replicated while it was the
   *     primary; empty when it never was, or when that is not known
   */
  public Mirror(PairedPrefix sides, Optional<Instant> replicatedUntil, Tools tools) {
    this.sides = sides;
    this.replicatedUntil = replicatedUntil;
    this.tools = tools;
  }

  /**
   * Compares both sides and copies what is new or changed.
   *
   * @param tableRoots tables below the prefix: they are replicated by their logs, not here
   * @throws StoreException when the pass could not be made to its end
   */
  public MirrorOutcome pass(List<Location> tableRoots) {
    tableFolders =
        tableRoots.stream().flatMap(root -> root.relativeTo(sides.primaryRoot()).stream()).toList();
    return new MirrorPass(this).run();
  }

  PairedPrefix sides() {
    return sides;
  }

  TableCopier copier() {
    return tools.copier();
  }

  boolean belongsToTables(String key) {
    return ("/" + key).contains("/_delta_log/") || tableFolders.stream().anyMatch(key::startsWith);
  }

  /** Compares by what tells at the least cost; bytes come last. */
  Verdict verdict(String key, ObjectEntry source, ObjectEntry copy) {
    if (seenEqual.contains(key, source.attributes(), copy.attributes())) {
      return Verdict.SAME;
    }
    ObjectEntry from = now(sides.primary(), source);
    ObjectEntry to = now(sides.secondary(), copy);
    Verdict verdict =
        CopyLineage.byNotes(from.attributes(), to.attributes())
            .orElseGet(() -> byBytes(key, from, to));
    if (verdict == Verdict.SAME) {
      seenEqual.add(key, from.attributes(), to.attributes());
    }
    return verdict;
  }

  /** The same with its metadata, which listings do not have. */
  private static ObjectEntry now(ObjectStore store, ObjectEntry listed) {
    ObjectAttributes attributes =
        store
            .head(listed.location())
            .orElseThrow(
                () ->
                    new StoreException(
                        Kind.CHANGED, listed.location() + " went while it was compared"));
    return new ObjectEntry(listed.location(), attributes);
  }

  private Verdict byBytes(String key, ObjectEntry from, ObjectEntry to) {
    boolean equal =
        tools
            .comparison()
            .equal(from.location(), from.attributes(), to.location(), to.attributes());
    return equal
        ? Verdict.SAME
        : CopyLineage.ofUnnoted(
            to.attributes(), replicatedUntil, seenEqual.wasEqual(key, to.attributes()));
  }

  /** Replaces an older copy by the state of the source that is there now. */
  void replace(ObjectEntry source, Location copy) {
    ObjectEntry from = now(sides.primary(), source);
    boolean done =
        tools
            .gate()
            .pass(() -> tools.replacement().replace(from.location(), from.attributes(), copy));
    if (!done) {
      throw new StoreException(Kind.TRANSIENT, "replication stops or changes direction");
    }
  }
}
