package dev.levee.sync.store.contract;

import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.embedded.EmbeddedS3Server.Listener;
import dev.levee.sync.store.s3.S3Credentials;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class S3ProxyContractTest extends S3StoreContract {
  private static final String ACCESS_KEY_ID = "contract";
  private static final String SECRET = "secret-of-the-contract";

  @TempDir static Path directory;

  @RegisterExtension
  private static final ContractRun<S3Environment> RUN =
      new ContractRun<>("s3proxy", S3ProxyContractTest::start);

  private static S3Environment start() throws IOException {
    EmbeddedS3Server server =
        EmbeddedS3Server.inFolder(directory, Listener.loopback(ACCESS_KEY_ID, SECRET));
    server.createBucket(S3Environment.BUCKET);
    return new S3Environment(
        server.endpoint(), new S3Credentials.AccessKey(ACCESS_KEY_ID, SECRET), server::close);
  }

  @Override
  S3Environment environment() {
    return RUN.environment();
  }
}
