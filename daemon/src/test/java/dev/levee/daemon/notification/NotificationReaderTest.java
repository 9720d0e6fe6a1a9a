package dev.levee.daemon.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationReaderTest {
  private static final Location ORDERS =
      Location.parse("s3://lake/data/sales/orders/_delta_log/00000000000000000013.json");
  private static final Location WITH_SPACE =
      Location.parse("s3://lake/data/a b=1/_delta_log/00000000000000000002.json");
  private static final Location WITH_PLUS =
      Location.parse("s3://lake/data/a+b=1/_delta_log/00000000000000000002.json");

  private static Notification read(String body) throws NotificationException {
    return NotificationReader.read(body.getBytes(UTF_8));
  }

  @Test
  void everyFormThatStoresSendIsUnderstood() throws NotificationException {
    Map<String, Location> forms =
        Map.of(
            Samples.S3,
            ORDERS,
            Samples.MINIO,
            WITH_SPACE,
            Samples.EVENT_BRIDGE,
            WITH_PLUS,
            Samples.inSns(Samples.S3),
            ORDERS);
    for (Map.Entry<String, Location> form : forms.entrySet()) {
      Notification notification = read(form.getKey());
      assertThat(notification.created()).containsExactly(form.getValue());
      assertThat(notification.others()).isZero();
    }
  }

  @Test
  void whatTellsOfNothingNewIsCounted() {
    List<String> bodies =
        List.of(
            Samples.S3_TEST,
            Samples.SNS_CONFIRMATION,
            Samples.inSns(Samples.S3_TEST),
            Samples.S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete"),
            Samples.S3.replace("data/sales", "/data"),
            Samples.S3.replace("data/sales", "%zz"),
            Samples.S3.replace("\"key\"", "\"name\""),
            Samples.EVENT_BRIDGE.replace("Object Created", "Object Deleted"),
            "{\"Records\":[7]}");
    assertThat(bodies)
        .allSatisfy(
            body -> {
              Notification notification = read(body);
              assertThat(notification.created()).isEmpty();
              assertThat(notification.others()).isEqualTo(1);
            });
  }

  @Test
  void sendersAreToldWhatTheyCanDo() throws NotificationException {
    assertThat(read(Samples.S3_TEST).remark().orElseThrow()).contains("arrive");
    assertThat(read(Samples.SNS_CONFIRMATION).remark().orElseThrow()).contains("SubscribeURL");
  }

  @Test
  void whatIsNoNotificationIsRefusedWithTheRemedy() {
    List<String> bodies =
        List.of(
            "no JSON",
            "{\"Records\":[",
            "[]",
            "null",
            "",
            "{}",
            "{\"Records\":{}}",
            "{\"Message\":\"no JSON\"}",
            Samples.inSns("{\"Message\":\"{}\"}"),
            "[".repeat(100_000),
            "{\"Records\":[" + "7,".repeat(NotificationReader.MAX_RECORDS) + "7]}");
    assertThat(bodies)
        .allSatisfy(
            body ->
                assertThatThrownBy(() -> read(body))
                    .isInstanceOf(NotificationException.class)
                    .hasMessageContaining("send "));
  }
}
