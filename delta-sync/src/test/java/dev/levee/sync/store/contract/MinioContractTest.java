package dev.levee.sync.store.contract;

import dev.levee.sync.store.testing.MinioServer;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;

/** Needs Docker, and is skipped without it. */
class MinioContractTest extends S3StoreContract {
  @RegisterExtension
  private static final ContractRun<S3Environment> RUN =
      new ContractRun<>("minio", MinioContractTest::start);

  private static S3Environment start() throws InterruptedException {
    MinioServer server = MinioServer.start(Map.of());
    try (S3Client client = server.client()) {
      client.createBucket(request -> request.bucket(S3Environment.BUCKET));
    }
    return new S3Environment(server.endpoint(), server.credentials(), server::close);
  }

  @Override
  S3Environment environment() {
    return RUN.environment();
  }
}
