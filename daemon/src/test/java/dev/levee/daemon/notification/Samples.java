package dev.levee.daemon.notification;

/** Notifications as they are sent, with other names and fewer fields that nobody reads. */
public final class Samples {
  /** Amazon S3 user guide, "Event message structure". */
  public static final String S3 =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
       "eventTime":"2026-11-21T10:00:00.000Z","eventName":"ObjectCreated:Put",
       "userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},
       "requestParameters":{"sourceIPAddress":"127.0.0.1"},
       "s3":{"s3SchemaVersion":"1.0","configurationId":"levee",
        "bucket":{"name":"lake","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::lake"},
        "object":{"key":"data/sales/orders/_delta_log/00000000000000000013.json","size":1024,
         "eTag":"d41d8cd98f00b204e9800998ecf8427e","sequencer":"0055AED6DCD90281E5"}}}]}
      """;

  /** What MinIO RELEASE.2025-09-07T16-13-09Z posted for an object {@code data/a b=1/…}. */
  public static final String MINIO =
      """
      {"EventName":"s3:ObjectCreated:Put","Key":"lake/data/a b=1/_delta_log/00000000000000000002.json","Records":[{"eventVersion":"2.0","eventSource":"minio:s3","awsRegion":"","eventTime":"2026-11-21T15:04:10.572Z","eventName":"s3:ObjectCreated:Put","userIdentity":{"principalId":"contract"},"requestParameters":{"principalId":"contract","region":"","sourceIPAddress":"127.0.0.1"},"responseElements":{"x-amz-request-id":"18EA17B1060A638A","x-minio-origin-endpoint":"http://127.0.0.1:19000"},"s3":{"s3SchemaVersion":"1.0","configurationId":"Config","bucket":{"name":"lake","ownerIdentity":{"principalId":"contract"},"arn":"arn:aws:s3:::lake"},"object":{"key":"data%2Fa+b%3D1%2F_delta_log%2F00000000000000000002.json","size":3,"eTag":"764efa883dda1e11db47671c4a3bbd9e","contentType":"binary/octet-stream","userMetadata":{"content-type":"binary/octet-stream"},"sequencer":"18EA17B107DA18A0"}},"source":{"host":"127.0.0.1","port":"","userAgent":"curl/7.88.1"}}]}
      """;

  /** What S3 sends when notifications are configured. */
  public static final String S3_TEST =
      """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-21T10:00:00.000Z",
       "Bucket":"lake","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR"}
      """;

  /** Amazon EventBridge: its keys are not encoded. */
  public static final String EVENT_BRIDGE =
      """
      {"version":"0","id":"2ee9cc15-d022-99ea-1fb8-1b1bac4850f9","detail-type":"Object Created",
       "source":"aws.s3","account":"111122223333","time":"2026-11-21T10:00:00Z","region":"us-east-1",
       "resources":["arn:aws:s3:::lake"],
       "detail":{"version":"0","bucket":{"name":"lake"},
        "object":{"key":"data/a+b=1/_delta_log/00000000000000000002.json","size":5,"etag":"b57f9512698f4b09e608f4f2a65852e5","sequencer":"00617F08299329D189"},
        "request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","reason":"PutObject"}}
      """;

  /** Amazon SNS, before a subscription holds. */
  public static final String SNS_CONFIRMATION =
      """
      {"Type":"SubscriptionConfirmation","MessageId":"165545c9-2a5c-472c-8df2-7ff2be2b3b1b","Token":"2336412f37",
       "TopicArn":"arn:aws:sns:us-west-2:123456789012:MyTopic",
       "Message":"You have chosen to subscribe to the topic. To confirm, visit the SubscribeURL.",
       "SubscribeURL":"https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription"}
      """;

  private Samples() {}

  /** What SNS makes of a message. */
  static String inSns(String message) {
    String escaped = message.strip().replace("\"", "\\\"").replace("\n", "\\n");
    return """
        {"Type":"Notification","MessageId":"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
         "TopicArn":"arn:aws:sns:us-west-2:123456789012:MyTopic","Subject":"Amazon S3 Notification","Message":"%s"}
        """
        .formatted(escaped);
  }
}
