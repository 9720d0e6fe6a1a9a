package dev.levee.sync.store.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Java's own has to come to the same. */
class HmacSha256Test {
  @Test
  void keysAndTextsOfEveryLengthAreAuthenticatedAsByJava() throws GeneralSecurityException {
    Random random = new Random(5);
    for (int length = 1; length < 300; length++) {
      byte[] secret = new byte[1 + random.nextInt(200)];
      byte[] text = new byte[length];
      random.nextBytes(secret);
      random.nextBytes(text);
      Mac java = Mac.getInstance("HmacSHA256");
      java.init(new SecretKeySpec(secret, "HmacSHA256"));
      HmacSha256 ours = new HmacSha256(secret);
      assertThat(ours.authenticate(text)).isEqualTo(java.doFinal(text));
      assertThat(ours.authenticate(text)).isEqualTo(java.doFinal(text));
    }
  }
}
