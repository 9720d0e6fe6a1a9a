package dev.levee.sync.catalog.standin;

import java.util.Optional;
import java.util.function.Predicate;

/** Which requests go wrong, and how. Called by several threads. */
@FunctionalInterface
public interface Faults {
  /** What goes wrong with this request. */
  Optional<Fault> of(RecordedRequest request);

  static Faults none() {
    return request -> Optional.empty();
  }

  /** Those requests that are of this kind. */
  static Faults when(Predicate<RecordedRequest> requests, Fault fault) {
    return request -> Optional.of(fault).filter(present -> requests.test(request));
  }

  /** The n-th request, the 2n-th, and so on. */
  static Faults every(int n, Fault fault) {
    return when(request -> request.number() % n == 0, fault);
  }

  /** One request. */
  static Faults at(int number, Fault fault) {
    return when(request -> request.number() == number, fault);
  }

  /**
   * This request and, before they have an effect, all later ones: the client is as good as dead
   * from there on.
   */
  static Faults cutOffFrom(int number, Fault.Moment moment) {
    Fault first = new Fault(moment, Fault.Outcome.CUT_OFF);
    return at(number, first)
        .or(when(request -> request.number() > number, Fault.before(Fault.Outcome.CUT_OFF)));
  }

  /** These faults, and the others where there is none of these. */
  default Faults or(Faults others) {
    return request -> of(request).or(() -> others.of(request));
  }
}
