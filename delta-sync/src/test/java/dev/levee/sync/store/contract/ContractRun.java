package dev.levee.sync.store.contract;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Starts the environment of one run of the contract, and reports whether it ran. */
final class ContractRun<E extends StoreEnvironment> implements BeforeAllCallback, AfterAllCallback {
  private final String name;
  private final Callable<E> start;
  private E environment;

  /**
   * A run by this name.
   *
   * @param start throws {@link TestAbortedException} with the reason where the store cannot be had
   */
  ContractRun(String name, Callable<E> start) {
    this.name = name;
    this.start = start;
  }

  E environment() {
    return environment;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    ContractReport report = ContractReport.of(context);
    try {
      environment = start.call();
      report.ran(name);
    } catch (TestAbortedException e) {
      report.skipped(name, e.getMessage());
      throw e;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (environment != null) {
      environment.close();
    }
  }
}
