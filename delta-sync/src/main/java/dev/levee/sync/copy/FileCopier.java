package dev.levee.sync.copy;

import dev.levee.sync.copy.CopyOutcome.AlreadyThere;
import dev.levee.sync.copy.CopyOutcome.Copied;
import dev.levee.sync.copy.CopyOutcome.Failed;
import dev.levee.sync.copy.CopyOutcome.SourceMissing;
import dev.levee.sync.copy.CopyOutcome.TargetDiffers;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Copies single objects from one store to another.
 *
 * <p>A copy is created exclusively, pinned to one state of its source (ETag), and checked: what was
 * read, whole or in parts, by its length and by its MD5 against the source's ETag; what is written
 * by the MD5 that goes with each request, which the store checks. What is streamed goes with the
 * source's ETag as that MD5: one check for both. Where the source's ETag is no MD5 (it was uploaded
 * in parts itself), only lengths can be checked. Copying again what is there copies nothing.
 */
public final class FileCopier {
  private static final int ATTEMPTS = 3;

  private final ObjectStore source;
  private final ObjectStore target;
  private final CopySettings settings;
  private final ObjectComparison comparison;
  private final PartCopier parts;
  private final StreamCopier streams;
  private final ReadCheck readCheck;

  /** Copies between these two stores. */
  public FileCopier(ObjectStore source, ObjectStore target, CopySettings settings) {
    this.source = source;
    this.target = target;
    this.settings = settings;
    this.comparison = new ObjectComparison(source, target, settings.partBytes());
    this.readCheck = new ReadCheck(source);
    this.parts = new PartCopier(source, target, settings);
    this.streams = new StreamCopier(source, target, settings);
  }

  /**
   * Copies one object. Whole ones are copied by the calling thread; the parts of a large one are
   * given to {@code partRunner}, and the outcome follows when the last of them has ended.
   */
  public CompletableFuture<CopyOutcome> copy(
      RequiredObject object, Novelty novelty, PartRunner partRunner) {
    try {
      if (novelty == Novelty.PERHAPS_THERE) {
        Optional<CopyOutcome> there = lookFirst(object);
        if (there.isPresent()) {
          return CompletableFuture.completedFuture(there.get());
        }
      }
      return transfer(object, partRunner);
    } catch (StoreException e) {
      return CompletableFuture.completedFuture(new Failed(e));
    }
  }

  private CompletableFuture<CopyOutcome> transfer(RequiredObject object, PartRunner partRunner) {
    if (source.traits().copiesServerSideTo(target.traits())) {
      return copyWithin(object, partRunner);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return move(object, partRunner);
      } catch (StoreException e) {
        if (e.kind() != Kind.CHANGED || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private CompletableFuture<CopyOutcome> move(RequiredObject object, PartRunner partRunner) {
    Optional<ObjectAttributes> inParts = attributesIfInParts(object);
    if (inParts.isPresent()) {
      return parts.upload(object, inParts.get(), partRunner).thenApply(this::settled);
    }
    Optional<ObjectContent> content = source.open(object.source());
    if (content.isEmpty()) {
      return CompletableFuture.completedFuture(missing(object));
    }
    ObjectAttributes attributes = content.get().attributes();
    if (attributes.size() <= settings.partBytes()) {
      return CompletableFuture.completedFuture(copyWhole(object, attributes, content.get()));
    }
    return copyLarge(object, content.get(), partRunner);
  }

  private Optional<ObjectAttributes> attributesIfInParts(RequiredObject object) {
    OptionalLong size = object.size();
    return size.isPresent()
            && size.getAsLong() > settings.partBytes()
            && !streams.takes(size.getAsLong())
        ? source.head(object.source()).filter(found -> found.size() > settings.partBytes())
        : Optional.empty();
  }

  private CompletableFuture<CopyOutcome> copyLarge(
      RequiredObject object, ObjectContent content, PartRunner partRunner) {
    ObjectAttributes attributes = content.attributes();
    int inVainBefore = streams.inVain();
    Optional<CreateOutcome> streamed = streams.create(object, content);
    Optional<CopyOutcome> known = streamed.flatMap(outcome -> known(object, attributes, outcome));
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    CompletableFuture<CopyOutcome> inParts =
        parts.upload(object, attributes, partRunner).thenApply(this::settled);
    return streamed.isPresent()
        ? inParts.thenApply(outcome -> streams.noteInParts(outcome, inVainBefore))
        : inParts;
  }

  /** Empty when nothing came of a stream: its object is copied in parts, which can repeat. */
  private Optional<CopyOutcome> known(
      RequiredObject object, ObjectAttributes attributes, CreateOutcome outcome) {
    return outcome.match(
        created -> Optional.of(checkWritten(object, attributes, attributes.etag(), created.etag())),
        exists -> Optional.of(compare(object, attributes)),
        unknown -> target.head(object.target()).map(found -> compare(object, attributes)));
  }

  private CopyOutcome copyWhole(
      RequiredObject object, ObjectAttributes attributes, ObjectContent content) {
    ObjectBody body = ObjectBody.of(content.readAll());
    readCheck.check(object.source(), attributes, body.md5());
    CreateOutcome outcome =
        target.createExclusive(new NewObject(object.target(), body, provenance(attributes)));
    return outcome.match(
        created -> checkWritten(object, attributes, body.md5(), created.etag()),
        exists -> compare(object, attributes),
        unknown -> settleUnknown(object, attributes, unknown.cause()));
  }

  private CopyOutcome checkWritten(
      RequiredObject object, ObjectAttributes attributes, String md5, String etag) {
    long length = attributes.size();
    boolean proven = target.traits().etagIsMd5() && etag.equals(md5);
    boolean unprovable = !target.traits().etagIsMd5();
    if (proven || (unprovable && sizeMatches(object, length))) {
      return new Copied(length);
    }
    return compareWritten(object, attributes);
  }

  private CopyOutcome compareWritten(RequiredObject object, ObjectAttributes attributes) {
    return compare(object, attributes)
        .match(
            there -> new Copied(attributes.size()), m -> m, differs -> differs, failed -> failed);
  }

  private boolean sizeMatches(RequiredObject object, long length) {
    return target.head(object.target()).filter(found -> found.size() == length).isPresent();
  }

  private CopyOutcome settleUnknown(
      RequiredObject object, ObjectAttributes attributes, StoreException cause) {
    return target.head(object.target()).isPresent()
        ? compare(object, attributes)
        : new Failed(cause);
  }

  private CopyOutcome compare(RequiredObject object, ObjectAttributes wanted) {
    Optional<ObjectAttributes> found = target.head(object.target());
    if (found.isEmpty()) {
      return new Failed(
          new StoreException(
              Kind.TRANSIENT, object.target() + " was reported to exist and is not there"));
    }
    return comparison.equal(object.source(), wanted, object.target(), found.get())
        ? new AlreadyThere(wanted.size())
        : differs(object, wanted, found.get());
  }

  private static TargetDiffers differs(
      RequiredObject object, ObjectAttributes wanted, ObjectAttributes found) {
    return new TargetDiffers(
        "%s (%d bytes, ETag %s) is not a copy of %s (%d bytes, ETag %s)"
            .formatted(
                object.target(),
                found.size(),
                found.etag(),
                object.source(),
                wanted.size(),
                wanted.etag()));
  }

  private Optional<CopyOutcome> lookFirst(RequiredObject object) {
    Optional<ObjectAttributes> found = target.head(object.target());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<ObjectAttributes> wanted = source.head(object.source());
    if (wanted.isEmpty()) {
      return Optional.of(missing(object));
    }
    return Optional.of(
        comparison.equal(object.source(), wanted.get(), object.target(), found.get())
            ? new AlreadyThere(found.get().size())
            : differs(object, wanted.get(), found.get()));
  }

  /** A file that is gone from the source may have been copied before it went. */
  private CopyOutcome missing(RequiredObject object) {
    Optional<ObjectAttributes> found = target.head(object.target());
    boolean complete =
        found.isPresent()
            && (object.size().isEmpty() || object.size().getAsLong() == found.get().size());
    return complete ? new AlreadyThere(found.get().size()) : new SourceMissing();
  }

  private CompletableFuture<CopyOutcome> copyWithin(RequiredObject object, PartRunner partRunner) {
    Optional<ObjectAttributes> wanted = source.head(object.source());
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(missing(object));
    }
    Optional<ObjectAttributes> found = target.head(object.target());
    if (found.isPresent()) {
      return CompletableFuture.completedFuture(compare(object, wanted.get()));
    }
    if (wanted.get().size() > target.traits().maxCopyBytes()) {
      return parts.copyWithin(object, wanted.get(), partRunner).thenApply(this::settled);
    }
    String etag = wanted.get().etag();
    String copied =
        target.copyWithin(object.source(), etag, object.target(), provenance(wanted.get()));
    boolean proven =
        target.traits().etagIsMd5() && ObjectComparison.looksLikeMd5(etag) && copied.equals(etag);
    return CompletableFuture.completedFuture(
        proven ? new Copied(wanted.get().size()) : compareWritten(object, wanted.get()));
  }

  private CopyOutcome settled(PartCopier.Uploaded uploaded) {
    RequiredObject object = uploaded.object();
    ObjectAttributes attributes = uploaded.attributes();
    try {
      return uploaded
          .outcome()
          .match(
              created -> new Copied(attributes.size()),
              exists -> compare(object, attributes),
              unknown -> settleUnknown(object, attributes, unknown.cause()));
    } catch (StoreException e) {
      return new Failed(e);
    }
  }

  /** What a copy notes of its source. */
  static Map<String, String> provenance(ObjectAttributes attributes) {
    return SourceNote.of(attributes);
  }
}
