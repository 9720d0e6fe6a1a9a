package dev.levee.sync.store.s3;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.s3.direct.DirectAnswer;
import dev.levee.sync.store.s3.direct.DirectRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A copy that the store makes, asked for without the SDK (S3 API, "CopyObject"). */
final class DirectCopy {
  private DirectCopy() {}

  /** Makes of a PUT without bytes a copy of this state of an object. */
  static DirectRequest of(DirectRequest put, Location source, String etag) {
    return put.with("x-amz-copy-source", DirectRequest.copySource(source.bucket(), source.key()))
        .with("x-amz-copy-source-if-match", ETags.quoted(etag))
        .with("x-amz-metadata-directive", "REPLACE");
  }

  /**
   * The ETag of what the store has written; empty when the SDK has to ask again. A store says 200
   * before it copies, so only the body tells whether it did.
   *
   * @throws IOException when the body breaks off, or is another; the SDK has to ask again
   */
  static Optional<String> etag(DirectAnswer answer) throws IOException {
    if (answer.status() != 200) {
      return Optional.empty();
    }
    XmlAnswer xml = XmlAnswer.open(answer.body(), "CopyObjectResult");
    Map<String, String> fields = xml.fields();
    xml.readOn();
    return answer.body().read() < 0
        ? Optional.ofNullable(fields.get("ETag")).filter(etag -> !etag.isEmpty())
        : Optional.empty();
  }
}
