package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.StoreException;

/** What a failure or an outcome must be. */
final class ContractAssertions {
  private ContractAssertions() {}

  static void isNotFound(StoreException e) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(StoreException.Kind.NOT_FOUND);
  }

  static void isChanged(StoreException e) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(StoreException.Kind.CHANGED);
  }

  static void isInvalid(StoreException e) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(StoreException.Kind.INVALID);
  }

  static void isAccessDenied(StoreException e) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(StoreException.Kind.ACCESS_DENIED);
  }

  static void isNoSuchBucket(StoreException e) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(StoreException.Kind.NO_SUCH_BUCKET);
  }

  static void isTransient(StoreException e) {
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(StoreException.Kind.TRANSIENT);
  }

  static void isCreated(CreateOutcome outcome) {
    assertThat(outcome).isInstanceOf(CreateOutcome.Created.class);
  }

  static void isExists(CreateOutcome outcome) {
    assertThat(outcome).isInstanceOf(CreateOutcome.Exists.class);
  }
}
