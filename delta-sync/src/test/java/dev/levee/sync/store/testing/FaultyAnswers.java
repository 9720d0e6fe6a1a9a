package dev.levee.sync.store.testing;

import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;

/** Answers that are not what the store gave. */
final class FaultyAnswers {
  private static final String NO_ETAG_OF_ANY = "00000000000000000000000000000000";

  private FaultyAnswers() {}

  static Object notFound(StoreCall call) {
    boolean answersEmpty =
        call.operation() == StoreOperation.HEAD || call.operation() == StoreOperation.OPEN;
    if (answersEmpty) {
      return Optional.empty();
    }
    throw FaultyObjectStore.refusal(call, StoreException.Kind.NOT_FOUND);
  }

  static Object brokenOff(StoreCall call, Object answer) {
    if (answer instanceof byte[]) {
      throw FaultyObjectStore.refusal(call, StoreException.Kind.TRANSIENT);
    }
    return content(answer).map(whole -> with(whole, half(whole.readAll())));
  }

  static Object bitTurned(StoreCall call, Object answer) {
    if (answer instanceof byte[] bytes) {
      return turned(bytes);
    }
    return content(answer)
        .map(whole -> with(whole, new ByteArrayInputStream(turned(whole.readAll()))));
  }

  static Object wrongEtag(StoreCall call, Object answer) {
    if (answer instanceof String) {
      return NO_ETAG_OF_ANY;
    }
    if (answer instanceof CreateOutcome.Created) {
      return new CreateOutcome.Created(NO_ETAG_OF_ANY);
    }
    if (answer instanceof Optional<?> found && found.isPresent()) {
      return found.map(FaultyAnswers::relabelled);
    }
    throw new IllegalArgumentException(call + " answers no ETag");
  }

  private static Object relabelled(Object found) {
    if (found instanceof ObjectContent content) {
      return new ObjectContent(relabelled(content.attributes()), content.stream());
    }
    return relabelled((ObjectAttributes) found);
  }

  private static ObjectAttributes relabelled(ObjectAttributes attributes) {
    return new ObjectAttributes(
        attributes.size(), NO_ETAG_OF_ANY, attributes.lastModified(), attributes.metadata());
  }

  private static Optional<ObjectContent> content(Object answer) {
    return ((Optional<?>) answer).map(ObjectContent.class::cast);
  }

  private static ObjectContent with(ObjectContent whole, InputStream stream) {
    return new ObjectContent(whole.attributes(), stream);
  }

  private static InputStream half(byte[] bytes) {
    InputStream first = new ByteArrayInputStream(bytes, 0, bytes.length / 2);
    return new SequenceInputStream(first, new BrokenStream());
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("fault: the connection broke");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  private static byte[] turned(byte[] bytes) {
    byte[] copy = Arrays.copyOf(bytes, bytes.length);
    if (copy.length > 0) {
      copy[copy.length / 2] ^= 1;
    }
    return copy;
  }
}
