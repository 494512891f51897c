package dev.strata.sync.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String EXPECTED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void isThatOfThePublishedExample() {
        assertThat(Signature.of(List.of(SECRET), ID, 1_614_265_330, BODY)).isEqualTo(EXPECTED);
    }

    @Test
    void isOneForEachSecret() {
        String other = Signature.newSecret();
        assertThat(Signature.of(List.of(other, SECRET), ID, 1_614_265_330, BODY))
                .isEqualTo(Signature.of(List.of(other), ID, 1_614_265_330, BODY) + " " + EXPECTED);
    }

    @Test
    void newSecretsHave256BitsOfTheirOwn() {
        String secret = Signature.newSecret();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(Signature.newSecret());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }
}
