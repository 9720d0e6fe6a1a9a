package dev.levee.sync.store.s3;

import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object as the SDK gives them. Closing it early gives the connection up: reading
 * on only to use it again could take for ever.
 */
final class S3ReadStream extends WholeStream {
  private final ResponseInputStream<GetObjectResponse> response;

  S3ReadStream(ResponseInputStream<GetObjectResponse> response, long size) {
    super(response, size);
    this.response = response;
  }

  @Override
  public void close() throws IOException {
    if (remaining() > 0) {
      response.abort();
    }
    super.close();
  }
}
