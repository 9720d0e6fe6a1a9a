package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends requests and repeats them where that may help: connection faults, 503 and throttling up to
 * six times with a growing pause, {@code INTERNAL} up to three times, nothing else.
 */
final class UnityCalls {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final UnityTransport transport;
  private final Time time;

  UnityCalls(UnityTransport transport, Time time) {
    this.transport = transport;
    this.time = time;
  }

  /**
   * The JSON that the server answers.
   *
   * @throws CatalogException when it does not
   */
  JsonNode get(UnityRequest request) {
    return answered(request, send(request));
  }

  private JsonNode answered(UnityRequest request, ChangeOutcome outcome) {
    if (outcome.failure().isPresent()) {
      throw outcome.failure().get();
    }
    if (!outcome.answer().isObject()) {
      throw new CatalogException(
          CatalogException.Kind.TRANSIENT,
          "%s: %s of %s was answered with something that is no JSON object. Check that this is the"
                  .formatted(request.subject(), request, transport.place())
              + " address of a Unity Catalog server, with no login page before it.");
    }
    return outcome.answer();
  }

  /** The same, or empty when the server says clearly that there is none. */
  Optional<JsonNode> find(UnityRequest request) {
    return found(request, send(request));
  }

  /** The same, sent once: for questions that are asked again soon anyway. */
  Optional<JsonNode> findNow(UnityRequest request) {
    return found(request, send(request, 1));
  }

  private Optional<JsonNode> found(UnityRequest request, ChangeOutcome outcome) {
    boolean isAbsent =
        outcome.failure().filter(e -> e.kind() == CatalogException.Kind.NOT_FOUND).isPresent();
    return isAbsent ? Optional.empty() : Optional.of(answered(request, outcome));
  }

  /** Sends a request until it is answered for good. */
  ChangeOutcome send(UnityRequest request) {
    return send(request, Integer.MAX_VALUE);
  }

  private ChangeOutcome send(UnityRequest request, int attempts) {
    boolean open = false;
    for (int attempt = 1; ; attempt++) {
      Refusal refusal;
      Duration pause = pauseAfter(attempt);
      CatalogException failure;
      try {
        UnityAnswer answer = transport.send(request);
        if (answer.isSuccess()) {
          return new ChangeOutcome(answer.tree(), Optional.empty(), false);
        }
        refusal = Refusal.of(answer);
        failure = stated(request, answer, refusal);
        pause = answer.retryAfter().orElse(pause);
      } catch (IOException e) {
        refusal = Refusal.UNAVAILABLE;
        failure = notReached(request, e);
      } catch (UncheckedIOException e) {
        return failed(noToken(request, e), open);
      } catch (InterruptedException e) {
        return failed(interrupted(request, e), true);
      }
      open |= refusal.leavesOpen();
      if (attempt >= Math.min(attempts, refusal.attempts()) || !paused(pause)) {
        return failed(failure, open);
      }
    }
  }

  private static ChangeOutcome failed(CatalogException failure, boolean open) {
    return new ChangeOutcome(MissingNode.getInstance(), Optional.of(failure), open);
  }

  private static Duration pauseAfter(int attempt) {
    return FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
  }

  /** Waits no longer than the longest pause, whatever the server asks for. */
  private boolean paused(Duration pause) {
    try {
      time.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CatalogException stated(UnityRequest request, UnityAnswer answer, Refusal refusal) {
    return new CatalogException(
        refusal.kind(),
        "%s: %s answered %s with %d %s: \"%s\". %s"
            .formatted(
                request.subject(),
                transport.place(),
                request,
                answer.status(),
                answer.errorCode(),
                answer.errorMessage(),
                refusal.remedy()));
  }

  private CatalogException notReached(UnityRequest request, IOException cause) {
    return new CatalogException(
        CatalogException.Kind.TRANSIENT,
        "%s: no answer to %s from %s: %s. %s"
            .formatted(
                request.subject(), request, transport.place(), cause, Refusal.UNAVAILABLE.remedy()),
        cause);
  }

  private CatalogException noToken(UnityRequest request, UncheckedIOException cause) {
    return new CatalogException(
        CatalogException.Kind.ACCESS_DENIED,
        "%s: the token for %s cannot be read: %s. Check the file that holds it."
            .formatted(request.subject(), transport.place(), cause.getMessage()),
        cause);
  }

  private CatalogException interrupted(UnityRequest request, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CatalogException(
        CatalogException.Kind.TRANSIENT,
        "%s: stopped while %s was answering %s. None: it is asked again."
            .formatted(request.subject(), transport.place(), request),
        cause);
  }
}
