package dev.levee.daemon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.notification.Samples;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationRoutesTest {
  private static final String NOTIFICATIONS = "/v1/notifications";

  @TempDir Path folder;

  @Test
  void recordsAreCountedByWhatCameOfThem() {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      HttpResponse<String> heeded = admin.post(NOTIFICATIONS, Samples.S3);
      assertThat(heeded.statusCode()).isEqualTo(200);
      assertThat(heeded.body()).isEqualTo("{\"accepted\":1,\"ignored\":0,\"message\":null}");
      assertThat(admin.post(NOTIFICATIONS, Samples.MINIO).body())
          .isEqualTo("{\"accepted\":0,\"ignored\":1,\"message\":null}");
      assertThat(admin.post(NOTIFICATIONS, Samples.S3_TEST).body()).contains("\"ignored\":1");
      assertThat(admin.get("/metrics").body())
          .contains("levee_notification_records_total{outcome=\"accepted\"} 1.0")
          .contains("levee_notification_records_total{outcome=\"ignored\"} 2.0")
          .contains("levee_notification_tables_woken_total 1.0");
    }
  }

  @Test
  void whatIsNoNotificationIsRefused() {
    try (AdminFixture admin = AdminFixture.open(folder)) {
      HttpResponse<String> refused = admin.post(NOTIFICATIONS, "{\"Records\":");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("INVALID_BODY").contains("no JSON").contains("send S3");
      String large = "{\"a\":\"" + "x".repeat(RequestBody.MAX_BYTES) + "\"}";
      assertThat(admin.post(NOTIFICATIONS, large).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void theTokenIsTakenAsMinioSendsIt() {
    try (AdminFixture admin = AdminFixture.withToken(folder)) {
      assertThat(admin.post(NOTIFICATIONS, Samples.MINIO).statusCode()).isEqualTo(401);
      var request =
          admin
              .request(NOTIFICATIONS)
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + AdminFixture.TOKEN)
              .POST(BodyPublishers.ofString(Samples.MINIO));
      assertThat(admin.send(request).statusCode()).isEqualTo(200);
    }
  }
}
