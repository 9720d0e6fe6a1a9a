package dev.levee.sync.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The objects of a listing, page after page, each page fetched when it is needed. */
public final class Listing implements Iterator<ObjectEntry> {
  private final ObjectStore store;
  private final Deque<ObjectEntry> buffered = new ArrayDeque<>();
  private Optional<ListRequest> next;

  /** Lists what the request asks for. */
  public Listing(ObjectStore store, ListRequest request) {
    this.store = store;
    this.next = Optional.of(request);
  }

  @Override
  public boolean hasNext() {
    while (buffered.isEmpty() && next.isPresent()) {
      ListRequest request = next.get();
      ListPage page = store.list(request);
      buffered.addAll(page.objects());
      next = page.continuation().map(request::continuedAt);
    }
    return !buffered.isEmpty();
  }

  @Override
  public ObjectEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return buffered.remove();
  }
}
