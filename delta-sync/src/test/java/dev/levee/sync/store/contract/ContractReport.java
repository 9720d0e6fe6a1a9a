package dev.levee.sync.store.contract;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Says at the end of the test run which stores the contract ran against, and which not and why. */
final class ContractReport implements AutoCloseable {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ContractReport.class);

  private final Set<String> runs = new ConcurrentSkipListSet<>();
  private final Map<String, String> skips = new ConcurrentSkipListMap<>();

  /** The one of this test run; JUnit closes it at the end. */
  static ContractReport of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            ContractReport.class, absent -> new ContractReport(), ContractReport.class);
  }

  void ran(String store) {
    runs.add(store);
  }

  void skipped(String store, String reason) {
    skips.put(store, store + " (" + reason + ")");
  }

  @Override
  public void close() {
    String skipped =
        skips.isEmpty()
            ? ""
            : skips.values().stream().collect(Collectors.joining(", ", "; skipped ", ""));
    String ran = runs.isEmpty() ? "nothing" : String.join(", ", runs);
    System.out.printf("object store contract: ran against %s%s%n", ran, skipped);
  }
}
