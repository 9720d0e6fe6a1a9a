package dev.levee.bench;

import dev.levee.sync.model.Time;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The least that a client of S3 can do: the JDK's own blocking HTTP, kept-alive connections,
 * signatures over the headers alone, bodies streamed. No retry, no checksum, no condition.
 */
public final class PlainS3 {
  private static final int BUFFER_BYTES = 256 << 10;

  private final Bucket bucket;
  private final RequestSigner signer;
  private final AtomicLong requests = new AtomicLong();

  public PlainS3(Bucket bucket, Time time) {
    this.bucket = bucket;
    this.signer = new RequestSigner(bucket, time);
  }

  /**
   * Bytes that are read once.
   *
   * @param length how many there are
   */
  record Body(long length, InputStream stream) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Opens an object, which the caller reads to its end and closes. */
  Body open(String key) throws IOException {
    HttpURLConnection request = request("GET", path(key), "", Map.of());
    InputStream stream = request.getInputStream();
    return new Body(request.getContentLengthLong(), stream);
  }

  /** Writes an object by one request, whatever its size. */
  void put(String key, Body body) throws IOException {
    HttpURLConnection request = request("PUT", path(key), "", Map.of());
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(body.length());
    request.setRequestProperty("content-type", "application/octet-stream");
    byte[] buffer = new byte[(int) Math.min(Math.max(1, body.length()), BUFFER_BYTES)];
    try (OutputStream output = request.getOutputStream()) {
      for (int read = body.stream().read(buffer); read >= 0; read = body.stream().read(buffer)) {
        output.write(buffer, 0, read);
      }
    }
    finish(request);
  }

  /** An object, whole. */
  public byte[] get(String key) throws IOException {
    try (Body body = open(key)) {
      return body.stream().readAllBytes();
    }
  }

  /** An object that may be missing. */
  public Optional<byte[]> find(String key) throws IOException {
    HttpURLConnection request = request("GET", path(key), "", Map.of());
    if (request.getResponseCode() != HttpURLConnection.HTTP_NOT_FOUND) {
      try (InputStream body = request.getInputStream()) {
        return Optional.of(body.readAllBytes());
      }
    }
    // Read to its end too, or the connection could not be used again.
    try (InputStream body = request.getErrorStream()) {
      long unused = body == null ? 0 : body.transferTo(OutputStream.nullOutputStream());
    }
    return Optional.empty();
  }

  /** Writes an object. */
  public void put(String key, byte[] bytes) throws IOException {
    put(key, new Body(bytes.length, new ByteArrayInputStream(bytes)));
  }

  /** Writes an object as large as a file. */
  public void put(String key, Path file) throws IOException {
    try (Body body = new Body(Files.size(file), Files.newInputStream(file))) {
      put(key, body);
    }
  }

  /** Copies an object to another store, through this process. */
  public void copy(String key, PlainS3 target, String targetKey) throws IOException {
    try (Body body = open(key)) {
      target.put(targetKey, body);
    }
  }

  /** Copies an object of a bucket of the same server, by one request within the server. */
  void copyWithin(Bucket source, String sourceKey, String key) throws IOException {
    String from = RequestSigner.encodePath("/" + source.name() + "/" + sourceKey);
    finish(request("PUT", path(key), "", Map.of("x-amz-copy-source", from)));
  }

  /** All keys below a prefix. */
  List<String> list(String prefix) throws IOException {
    List<String> keys = new ArrayList<>();
    String token = "";
    do {
      // In the order of their names, as signatures want them.
      String query =
          (token.isEmpty() ? "" : "continuation-token=" + RequestSigner.encode(token) + "&")
              + "list-type=2&prefix="
              + RequestSigner.encode(prefix);
      Document page = listing(request("GET", "/" + bucket.name(), query, Map.of()));
      keys.addAll(texts(page, "Key"));
      token = texts(page, "NextContinuationToken").stream().findFirst().orElse("");
    } while (!token.isEmpty());
    return keys;
  }

  private static Document listing(HttpURLConnection request) throws IOException {
    try (InputStream body = request.getInputStream()) {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(body);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("no listing: " + e.getMessage(), e);
    }
  }

  private static List<String> texts(Document page, String element) {
    NodeList nodes = page.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  /** How many requests it has made. */
  long requests() {
    return requests.get();
  }

  private String path(String key) {
    return "/" + bucket.name() + "/" + key;
  }

  private HttpURLConnection request(
      String method, String path, String query, Map<String, String> headers) throws IOException {
    requests.incrementAndGet();
    String encoded = RequestSigner.encodePath(path);
    URI address = bucket.endpoint().resolve(encoded + (query.isEmpty() ? "" : "?" + query));
    HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
    request.setRequestMethod(method);
    headers.forEach(request::setRequestProperty);
    signer.sign(method, encoded, query, headers).forEach(request::setRequestProperty);
    return request;
  }

  /** Reads the answer to its end, or the connection could not be used again. */
  private static void finish(HttpURLConnection request) throws IOException {
    try (InputStream answer = request.getInputStream()) {
      answer.transferTo(OutputStream.nullOutputStream());
    }
  }
}
