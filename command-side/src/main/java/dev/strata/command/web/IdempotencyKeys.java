package dev.strata.command.web;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.signing.SigningKeys;
import dev.strata.platform.web.BoundFolder;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers for a day what was answered to a POST with an {@code Idempotency-Key}, in the transaction of its events
 * (draft-ietf-httpapi-idempotency-key-header). A refusal is not remembered: it changed nothing.
 */
@Component
class IdempotencyKeys {
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final SecretKey secret;

    IdempotencyKeys(JdbcClient jdbc, JsonMapper json, Clock clock, SigningKeys keys) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.secret = keys.secret("idempotency");
    }

    record Key(AccountId account, String text, String fingerprint) {}

    private record Kept(
            String fingerprint,
            int status,
            String headers,
            @Nullable String body) {}

    /** The key of a request; null if it has none. */
    @Nullable
    Key of(AccountId account, HttpServletRequest request) {
        String text = request.getHeader("Idempotency-Key");
        if (text == null || !request.getMethod().equals("POST")) {
            return null;
        }
        if (!ALLOWED.matcher(text).matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "Idempotency-Key: expected 1 to 128 visible ASCII characters");
        }
        return new Key(account, text, fingerprint(request));
    }

    /** Whoever is bound to a folder is not told what was answered to somebody who is not. */
    private String fingerprint(HttpServletRequest request) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update((request.getRequestURI() + "\n" + request.getQueryString() + "\n" + request.getHeader("If-Match")
                            + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            NodeId bound = BoundFolder.ofRequest();
            if (bound != null) {
                mac.update((bound + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal(RequestBody.of(request)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The answer that was given; empty if this is the first request, which then owns the key. Waits for a twin. */
    Optional<ResponseEntity<?>> claim(Key key) {
        int claimed = jdbc.sql("""
                        INSERT INTO command.idempotency_key (account_id, key, fingerprint, created_at)
                        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(
                        key.account().value(),
                        key.text(),
                        key.fingerprint(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (claimed == 1) {
            return Optional.empty();
        }
        Kept kept = jdbc.sql("""
                        SELECT fingerprint, status, headers, body
                          FROM command.idempotency_key WHERE account_id = ? AND key = ?""")
                .params(key.account().value(), key.text())
                .query(Kept.class)
                .single();
        if (!kept.fingerprint().equals(key.fingerprint())) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another request. Use a new one for each command.");
        }
        return Optional.of(answer(kept));
    }

    private ResponseEntity<?> answer(Kept kept) {
        HttpHeaders headers = new HttpHeaders();
        json.readValue(kept.headers(), new TypeReference<Map<String, String>>() {})
                .forEach(headers::set);
        ResponseEntity.BodyBuilder builder =
                ResponseEntity.status(kept.status()).headers(headers);
        return kept.body() == null
                ? builder.build()
                : builder.contentType(MediaType.APPLICATION_JSON).body(json.readTree(kept.body()));
    }

    /** Remembers the first answer, and gives it on. */
    ResponseEntity<?> keep(Key key, ResponseEntity<?> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.getHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        jdbc.sql("""
                        UPDATE command.idempotency_key SET status = ?, headers = ?, body = ?
                         WHERE account_id = ? AND key = ?""")
                .param(answer.getStatusCode().value())
                .param(json.writeValueAsString(headers))
                .param(answer.getBody() == null ? null : json.writeValueAsString(answer.getBody()))
                .param(key.account().value())
                .param(key.text())
                .update();
        return answer;
    }

    @Scheduled(fixedDelay = 3_600_000)
    void forget() {
        jdbc.sql("DELETE FROM command.idempotency_key WHERE created_at < ?")
                .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
