package dev.levee.sync.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import dev.levee.sync.store.s3.direct.DirectAnswer;
import dev.levee.sync.store.s3.direct.DirectClient;
import dev.levee.sync.store.s3.direct.DirectRequest;
import dev.levee.sync.store.s3.direct.StuckRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The frequent requests, sent without the SDK's layers, which cost more than all else of a small
 * object's copy. Each is sent once. What does not get its usual answer is left to the SDK, which
 * knows how to repeat, to follow a bucket to its region, and to name what is wrong.
 */
final class DirectPath implements AutoCloseable {
  private static final String CODE = "<Code>";
  private static final String CODE_END = "</Code>";
  private static final int LONGEST_ERROR = 1 << 16;

  private final BucketAddresses addresses;
  private final DirectClient client;
  private final StuckRequestWatch watch;

  DirectPath(S3Clients clients, S3StoreSettings settings, Time time) {
    S3Connections limits = settings.connections();
    this.addresses = new BucketAddresses(settings, clients);
    this.client =
        new DirectClient(
            clients.credentials(),
            settings.region(),
            new DirectClient.Limits(
                limits.maximum(), limits.connectTimeout(), limits.readTimeout()),
            time);
    this.watch = new StuckRequestWatch(client::abortStuckRequests, limits.readTimeout(), time);
  }

  /** Takes an answer that is as it should be; empty when the SDK has to ask again. */
  @FunctionalInterface
  private interface Reading<T> {
    Optional<T> read(DirectAnswer answer) throws IOException;
  }

  ListPage list(ListRequest request, Supplier<ListPage> sdk) {
    Optional<DirectRequest> get =
        addresses
            .of(request.prefix().bucket())
            .map(bucket -> DirectRequest.of("GET", bucket))
            .map(bucket -> bucket.asking(DirectListing.parameters(request)));
    return answered(get, answer -> DirectListing.page(request, answer)).orElseGet(sdk);
  }

  Optional<ObjectAttributes> head(Location location, Supplier<Optional<ObjectAttributes>> sdk) {
    Optional<DirectAnswer> answer = sent(request("HEAD", location));
    answer.ifPresent(DirectAnswer::close);
    if (answer.filter(head -> head.status() == 404).isPresent()) {
      return Optional.empty();
    }
    Optional<ObjectAttributes> found = answer.flatMap(DirectPath::attributes);
    return found.isPresent() ? found : sdk.get();
  }

  Optional<ObjectContent> open(Location location, Supplier<Optional<ObjectContent>> sdk) {
    Optional<DirectAnswer> answer = sent(request("GET", location));
    Optional<ObjectAttributes> found = answer.flatMap(DirectPath::attributes);
    if (found.isPresent()) {
      InputStream bytes = new WholeStream(answer.get().body(), found.get().size());
      return Optional.of(new ObjectContent(found.get(), bytes));
    }
    return answer.filter(DirectPath::isMissing).isPresent() ? Optional.empty() : sdk.get();
  }

  private static Optional<ObjectAttributes> attributes(DirectAnswer answer) {
    return answer.status() == 200 ? DirectAttributes.of(answer) : Optional.empty();
  }

  private static boolean isMissing(DirectAnswer answer) {
    try (answer) {
      return answer.status() == 404 && errorCode(answer).equals("NoSuchKey");
    } catch (IOException e) {
      return false;
    }
  }

  byte[] readRange(Location location, ByteRange range, String etag, Supplier<byte[]> sdk) {
    Optional<DirectRequest> request =
        request("GET", location)
            .map(
                get ->
                    get.with("range", "bytes=" + range.offset() + "-" + range.last())
                        .with("if-match", ETags.quoted(etag)));
    return answered(request, answer -> part(answer, range, etag)).orElseGet(sdk);
  }

  private static Optional<byte[]> part(DirectAnswer answer, ByteRange range, String etag)
      throws IOException {
    boolean usual =
        answer.status() == 206
            && answer.header("etag").map(ETags::unquoted).filter(etag::equals).isPresent();
    if (!usual) {
      return Optional.empty();
    }
    byte[] bytes = new byte[Math.toIntExact(range.length())];
    boolean whole =
        answer.body().readNBytes(bytes, 0, bytes.length) == bytes.length
            && answer.body().read() < 0;
    return whole ? Optional.of(bytes) : Optional.empty();
  }

  void overwrite(NewObject object, Runnable sdk) {
    if (answered(put(object), DirectPath::etag).isEmpty()) {
      sdk.run();
    }
  }

  /** What is not certainly removed by one request is removed, once more perhaps, by the SDK. */
  void delete(Location location, Runnable sdk) {
    if (answered(request("DELETE", location), DirectPath::success).isEmpty()) {
      sdk.run();
    }
  }

  private static Optional<Integer> success(DirectAnswer answer) throws IOException {
    answer.body().readNBytes(LONGEST_ERROR);
    return Optional.of(answer.status()).filter(status -> status / 100 == 2);
  }

  /**
   * Has the store copy a state of an object. The SDK, where it has to ask again, writes the same
   * again.
   *
   * @param target the copy, its body empty
   * @return the ETag of the copy, unquoted
   */
  String copyWithin(Location source, String etag, NewObject target, Supplier<String> sdk) {
    Optional<DirectRequest> copy =
        request("PUT", target).map(put -> DirectCopy.of(put.sending(target.body()), source, etag));
    return answered(copy, DirectCopy::etag).map(ETags::unquoted).orElseGet(sdk);
  }

  /**
   * Uploads a part of an object.
   *
   * @return its ETag, unquoted
   */
  String uploadPart(
      Location target, SortedMap<String, String> part, ObjectBody body, Supplier<String> sdk) {
    Optional<DirectRequest> request =
        request("PUT", target).map(put -> withBody(put.asking(part), body));
    return answered(request, DirectPath::etag).orElseGet(sdk);
  }

  /**
   * Creates an object with one request. The SDK sends another only after a refusal, which has
   * certainly changed nothing; whatever else is unclear is {@code Unknown}.
   */
  CreateOutcome createExclusive(NewObject object, Supplier<CreateOutcome> sdk) {
    Optional<DirectRequest> request = put(object).map(put -> put.with("if-none-match", "*"));
    if (request.isEmpty()) {
      return sdk.get();
    }
    try (DirectAnswer answer = client.send(request.get())) {
      return answer.status() / 100 == 2 ? created(object, answer) : notCreated(object, answer, sdk);
    } catch (SdkException e) {
      return sdk.get();
    } catch (IOException e) {
      return unknown(object, Kind.TRANSIENT, e.toString(), e);
    }
  }

  private static CreateOutcome created(NewObject object, DirectAnswer answer) throws IOException {
    return etag(answer)
        .<CreateOutcome>map(CreateOutcome.Created::new)
        .orElseGet(
            () ->
                unknown(
                    object,
                    Kind.TRANSIENT,
                    "the answer has no ETag: is it from an S3 store, or from a proxy in between?",
                    null));
  }

  private static CreateOutcome notCreated(
      NewObject object, DirectAnswer answer, Supplier<CreateOutcome> sdk) throws IOException {
    String code = errorCode(answer);
    Kind kind = S3Errors.kind(answer.status(), code);
    return switch (kind) {
      case CHANGED -> new CreateOutcome.Exists();
      case ACCESS_DENIED, NO_SUCH_BUCKET, INVALID, UNSUPPORTED -> sdk.get();
      case TRANSIENT, THROTTLED, NOT_FOUND, ARCHIVED ->
          unknown(object, kind, (answer.status() + " " + code).strip(), null);
    };
  }

  private static CreateOutcome unknown(NewObject object, Kind kind, String why, Throwable cause) {
    return new CreateOutcome.Unknown(
        new StoreException(kind, "create %s: %s".formatted(object.location(), why), cause));
  }

  private <T> Optional<T> answered(Optional<DirectRequest> request, Reading<T> reading) {
    Optional<DirectAnswer> sent = sent(request);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    try (DirectAnswer answer = sent.get()) {
      return reading.read(answer);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Empty when there is no answer, for whatever reason.
   *
   * @throws StoreException when the server takes nothing: the SDK would wait for it without an end
   */
  private Optional<DirectAnswer> sent(Optional<DirectRequest> request) {
    if (request.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(client.send(request.get()));
    } catch (StuckRequestException e) {
      throw new StoreException(
          Kind.TRANSIENT,
          request.get().method() + " " + request.get().path() + ": " + e.getMessage(),
          e);
    } catch (IOException | SdkException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> etag(DirectAnswer answer) throws IOException {
    Optional<String> etag = answer.header("etag").filter(text -> !text.isEmpty());
    answer.body().readNBytes(LONGEST_ERROR);
    return answer.status() / 100 == 2 ? etag.map(ETags::unquoted) : Optional.empty();
  }

  private static String errorCode(DirectAnswer answer) throws IOException {
    String text = new String(answer.body().readNBytes(LONGEST_ERROR), UTF_8);
    int code = text.indexOf(CODE);
    int end = text.indexOf(CODE_END, code);
    return code < 0 || end < 0 ? "" : text.substring(code + CODE.length(), end).strip();
  }

  private Optional<DirectRequest> put(NewObject object) {
    return request("PUT", object).map(put -> withBody(put, object.body()));
  }

  /** With the object's metadata, but not its body; empty when the metadata needs an encoding. */
  private Optional<DirectRequest> request(String method, NewObject object) {
    Optional<DirectRequest> request =
        object.metadata().values().stream().allMatch(DirectRequest::isPlain)
            ? request(method, object.location())
            : Optional.empty();
    request.ifPresent(
        put -> object.metadata().forEach((name, value) -> put.with("x-amz-meta-" + name, value)));
    return request;
  }

  private static DirectRequest withBody(DirectRequest request, ObjectBody body) {
    return request
        .sending(body)
        .with("content-md5", S3Bodies.contentMd5(body))
        .with("content-type", S3Bodies.ANY_BYTES);
  }

  private Optional<DirectRequest> request(String method, Location location) {
    return location.key().isEmpty()
        ? Optional.empty()
        : addresses
            .of(location.bucket())
            .map(bucket -> DirectRequest.of(method, bucket, location.key()));
  }

  @Override
  public void close() {
    watch.close();
    client.close();
  }
}
