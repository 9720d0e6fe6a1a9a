package dev.levee.sync.store.testing.proxy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Predicate;

/** Which request meets which fault. Asked by many threads. */
@FunctionalInterface
public interface FaultPlan {
  /** What goes wrong with a request, if anything. */
  Optional<ProxyFault> faultOf(ProxiedRequest request);

  /** Nothing ever goes wrong. */
  static FaultPlan none() {
    return request -> Optional.empty();
  }

  /** The next requests of this kind meet these faults, one each and in this order. */
  static FaultPlan script(Predicate<ProxiedRequest> which, ProxyFault... faults) {
    Queue<ProxyFault> script = new ArrayDeque<>(List.of(faults));
    return request -> {
      synchronized (script) {
        return which.test(request) ? Optional.ofNullable(script.poll()) : Optional.empty();
      }
    };
  }

  /**
   * One in so many requests meets one of the faults, each as likely as another.
   *
   * @param oneIn how many requests there are to a fault, on average
   */
  static FaultPlan random(Random random, int oneIn, List<ProxyFault> faults) {
    List<ProxyFault> choice = List.copyOf(faults);
    return request -> {
      synchronized (random) {
        return random.nextInt(oneIn) == 0
            ? Optional.of(choice.get(random.nextInt(choice.size())))
            : Optional.empty();
      }
    };
  }
}
