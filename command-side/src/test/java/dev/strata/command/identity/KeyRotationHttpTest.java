package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeyRotationHttpTest {
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final AccessTokenKeys keys = CommandSideProcess.shared().bean(AccessTokenKeys.class);

    private static String token(User who) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "correct horse battery staple"}""".formatted(who.login())).text("accessToken");
    }

    private static String header(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
    }

    /** As if this time had passed since. */
    private void shift(String days) {
        jdbc.sql("UPDATE command.signing_key SET signs_from = signs_from - CAST(? AS interval)")
                .param(days)
                .update();
        keys.rotate();
    }

    @Test
    void tokensOfBothKeysAreGoodWithoutARestart() {
        User anna = Http.newUser();
        String before = token(anna);
        assertThat(Http.with(before).get("/v1/me").status()).isEqualTo(200);

        shift("29 days");
        assertThat(Http.anonymous()
                        .get("/.well-known/jwks.json")
                        .body()
                        .path("keys")
                        .size())
                .isEqualTo(2);
        assertThat(header(token(anna))).isEqualTo(header(before));
        shift("1 day");
        String after = token(anna);
        assertThat(header(after)).isNotEqualTo(header(before));
        assertThat(Http.with(after).get("/v1/me").status()).isEqualTo(200);
        assertThat(Http.with(token(anna)).get("/v1/me").status()).isEqualTo(200);
        assertThat(Http.with(before).get("/v1/me").status()).isEqualTo(200);
    }
}
