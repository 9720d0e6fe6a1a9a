package dev.levee.sync.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Timestamps;
import dev.levee.sync.store.KeyOrder;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.s3.direct.DirectAnswer;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pages of a listing, asked for and read without the SDK (S3 API, "ListObjectsV2"). */
final class DirectListing {
  private final ListRequest request;
  private final ListBucketResult answer;
  private final boolean encoded;

  private DirectListing(ListRequest request, ListBucketResult answer) {
    this.request = request;
    this.answer = answer;
    this.encoded = "url".equals(answer.fields().get("EncodingType"));
  }

  /** An answer that is not what was asked for, or lacks what every store says. */
  private static final class Unusual extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unusual(String what) {
      super(what, null, false, false);
    }
  }

  /** What the request asks of its bucket. */
  static SortedMap<String, String> parameters(ListRequest request) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("list-type", "2");
    // Or keys with characters that XML does not have would break the answer.
    parameters.put("encoding-type", "url");
    parameters.put("prefix", request.prefix().key());
    if (!request.recursive()) {
      parameters.put("delimiter", "/");
    }
    if (request.continuation().isPresent()) {
      parameters.put("continuation-token", request.continuation().get());
    } else {
      request.startAfter().ifPresent(key -> parameters.put("start-after", key));
    }
    return parameters;
  }

  /** The page that an answer brings; empty when the SDK has to ask again. */
  static Optional<ListPage> page(ListRequest request, DirectAnswer answer) throws IOException {
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try {
      ListBucketResult result = ListBucketResult.read(answer.body());
      return answer.body().read() < 0
          ? Optional.of(new DirectListing(request, result).page())
          : Optional.empty();
    } catch (Unusual | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private ListPage page() {
    Optional<String> continuation = continuation();
    List<ObjectEntry> objects = new ArrayList<>(answer.objects().size());
    for (Map<String, String> object : answer.objects()) {
      objects.add(entry(object));
    }
    objects.sort(S3Listing.BY_KEY);
    List<Location> prefixes =
        answer.prefixes().stream().map(this::prefix).sorted(KeyOrder.UTF_8).map(this::at).toList();
    return new ListPage(objects, prefixes, continuation);
  }

  /** A page may have no keys and not be the last. */
  private Optional<String> continuation() {
    return switch (field(answer.fields(), "IsTruncated")) {
      case "false" -> Optional.empty();
      case "true" -> Optional.of(field(answer.fields(), "NextContinuationToken"));
      default -> throw new Unusual("neither the last page nor another");
    };
  }

  private ObjectEntry entry(Map<String, String> object) {
    String key = decoded(field(object, "Key"));
    requireBelowPrefix(key);
    if (request.startAfter().filter(last -> KeyOrder.UTF_8.compare(key, last) <= 0).isPresent()) {
      throw new Unusual("a key that is not after the first");
    }
    return new ObjectEntry(
        at(key),
        new ObjectAttributes(
            Long.parseLong(field(object, "Size")),
            ETags.unquoted(field(object, "ETag")),
            Timestamps.parse(field(object, "LastModified")),
            Map.of()));
  }

  private String prefix(Map<String, String> commonPrefix) {
    String key = decoded(field(commonPrefix, "Prefix"));
    requireBelowPrefix(key);
    if (request.recursive() || !key.endsWith("/")) {
      throw new Unusual("a common prefix that was not asked for");
    }
    return key;
  }

  private void requireBelowPrefix(String key) {
    if (!key.startsWith(request.prefix().key())) {
      throw new Unusual("a key outside of the prefix");
    }
  }

  private static String field(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null || text.isEmpty()) {
      throw new Unusual("no " + name);
    }
    return text;
  }

  private String decoded(String text) {
    boolean plain = !encoded || (text.indexOf('%') < 0 && text.indexOf('+') < 0);
    return plain ? text : URLDecoder.decode(text, UTF_8);
  }

  private Location at(String key) {
    return new Location(request.prefix().scheme(), request.prefix().bucket(), key);
  }
}
