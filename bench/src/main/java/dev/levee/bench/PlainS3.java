package dev.levee.bench;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The least that a client of S3 can do: the JDK's own blocking HTTP, kept-alive connections,
 * signatures over the headers alone. No retry, no checksum, no condition.
 */
public final class PlainS3 {
  private final Bucket bucket;
  private final RequestSigner signer;

  public PlainS3(Bucket bucket, Time time) {
    this.bucket = bucket;
    this.signer = new RequestSigner(bucket, time);
  }

  public byte[] get(String key) throws IOException {
    return answer(request("GET", "/" + bucket.name() + "/" + key, ""));
  }

  /** An object that may be missing. */
  public Optional<byte[]> find(String key) throws IOException {
    HttpURLConnection request = request("GET", "/" + bucket.name() + "/" + key, "");
    if (request.getResponseCode() != HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.of(answer(request));
    }
    // Read to its end too, or the connection could not be used again.
    try (InputStream body = request.getErrorStream()) {
      long unused = body == null ? 0 : body.transferTo(OutputStream.nullOutputStream());
    }
    return Optional.empty();
  }

  /** Copies an object to another store by way of a file, which it overwrites. */
  public void copy(String key, PlainS3 target, String targetKey, Path file) throws IOException {
    try (InputStream body = request("GET", "/" + bucket.name() + "/" + key, "").getInputStream()) {
      long unused = Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
    }
    target.put(targetKey, file);
  }

  /** Writes an object as large as a file, without holding it in memory. */
  public void put(String key, Path file) throws IOException {
    HttpURLConnection request = request("PUT", "/" + bucket.name() + "/" + key, "");
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(Files.size(file));
    request.setRequestProperty("content-type", "application/octet-stream");
    try (OutputStream body = request.getOutputStream()) {
      long unused = Files.copy(file, body);
    }
    byte[] unused = answer(request);
  }

  public void put(String key, byte[] bytes) throws IOException {
    HttpURLConnection request = request("PUT", "/" + bucket.name() + "/" + key, "");
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(bytes.length);
    request.setRequestProperty("content-type", "application/octet-stream");
    try (OutputStream body = request.getOutputStream()) {
      body.write(bytes);
    }
    answer(request);
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
      Document page = listing(request("GET", "/" + bucket.name(), query));
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

  private HttpURLConnection request(String method, String path, String query) throws IOException {
    String encoded = RequestSigner.encodePath(path);
    URI address = bucket.endpoint().resolve(encoded + (query.isEmpty() ? "" : "?" + query));
    HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
    request.setRequestMethod(method);
    signer.sign(method, encoded, query).forEach(request::setRequestProperty);
    return request;
  }

  /** The body, read to its end, or the connection could not be used again. */
  private static byte[] answer(HttpURLConnection request) throws IOException {
    try (InputStream body = request.getInputStream()) {
      return body.readAllBytes();
    }
  }
}
