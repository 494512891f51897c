package dev.strata.command.identity;

import dev.strata.platform.encryption.AuthenticatedCipher;
import dev.strata.platform.signing.SigningKeys;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The key pairs that access tokens are signed with (ES256); the public halves are published as a JWK set (RFC 7517). A new
 * one takes over each so often. It is published a day before it signs, so that whoever verifies knows it by then, and
 * stays published until no token of it is left. All processes of the command side share them by their rows.
 */
@Component
class AccessTokenKeys {
    /** How long a key is published before it signs. */
    static final Duration LEAD = Duration.ofDays(1);

    /** How long a key is published after it has signed: longer than any token lasts. */
    static final Duration OVERLAP = AccessTokens.UPLOAD_VALIDITY.plus(Duration.ofHours(1));

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokenKeys.class);
    private static final String FIRST = "access-token.jwk";

    private final SigningKeys files;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Duration every;
    private final Clock clock;
    private volatile List<Key> keys = List.of();

    AccessTokenKeys(
            SigningKeys files,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${strata.tokens.key-rotation}") Duration every,
            Clock clock) {
        if (every.compareTo(LEAD.plus(OVERLAP)) < 0) {
            throw new IllegalArgumentException("strata.tokens.key-rotation: at least " + LEAD.plus(OVERLAP));
        }
        this.files = files;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.every = every;
        this.clock = clock;
    }

    /** One of them, by the time from which it signs. */
    private record Key(EcPrivateJwk jwk, Instant signsFrom) {
        /** Without the private half. */
        @Override
        public String toString() {
            return "Key[" + jwk.getId() + ", " + signsFrom + "]";
        }
    }

    /** The one that signs now. */
    EcPrivateJwk key() {
        Instant now = clock.instant();
        List<Key> known = known();
        return known.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .reduce((_, later) -> later)
                .orElse(known.getFirst())
                .jwk();
    }

    /** The JWK set as JSON; public parts only. */
    String published() {
        return known().stream()
                .map(key -> Jwks.json(key.jwk().toPublicJwk()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private List<Key> known() {
        if (keys.isEmpty()) {
            rotate();
        }
        return keys;
    }

    /** Makes the next key when its time comes, forgets those that no token needs, and learns what other processes did. */
    @Scheduled(fixedDelay = 60_000)
    void rotate() {
        List<Key> read = read();
        if (isDue(read) || read.size() > needed(read).size()) {
            read = Objects.requireNonNull(transaction.execute(_ -> change()));
        }
        keys = List.copyOf(read);
    }

    /** Whoever comes second finds what the first has done. */
    private List<Key> change() {
        jdbc.sql("LOCK TABLE command.signing_key IN SHARE ROW EXCLUSIVE MODE").update();
        List<Key> read = read();
        if (read.isEmpty()) {
            add(parsed(files.read(FIRST, AccessTokenKeys::fresh)), clock.instant());
        } else if (isDue(read)) {
            Instant next = read.getLast().signsFrom().plus(every);
            Instant soonest = clock.instant().plus(LEAD);
            add(parsed(fresh()), next.isBefore(soonest) ? soonest : next);
        }
        List<Key> needed = needed(read());
        jdbc.sql("DELETE FROM command.signing_key WHERE signs_from < ?")
                .param(utc(needed.getFirst().signsFrom()))
                .update();
        return needed;
    }

    private boolean isDue(List<Key> known) {
        return known.isEmpty()
                || !known.getLast()
                        .signsFrom()
                        .plus(every)
                        .isAfter(clock.instant().plus(LEAD));
    }

    /** Without those whose successor has signed for longer than tokens last. */
    private List<Key> needed(List<Key> known) {
        Instant signedLast = clock.instant().minus(OVERLAP);
        int first = 0;
        while (first + 1 < known.size() && known.get(first + 1).signsFrom().isBefore(signedLast)) {
            first++;
        }
        return known.subList(first, known.size());
    }

    private void add(EcPrivateJwk jwk, Instant signsFrom) {
        byte[] text = Jwks.UNSAFE_JSON(jwk).getBytes(StandardCharsets.UTF_8);
        jdbc.sql("INSERT INTO command.signing_key (key_id, sealed_key, signs_from) VALUES (?, ?, ?)")
                .params(jwk.getId(), AuthenticatedCipher.seal(master(), context(jwk.getId()), text), utc(signsFrom))
                .update();
        LOG.info("the key {} will sign access tokens from {} on", jwk.getId(), signsFrom);
    }

    private List<Key> read() {
        return jdbc.sql("SELECT * FROM command.signing_key ORDER BY signs_from")
                .query(this::key)
                .list();
    }

    private Key key(ResultSet row, int index) throws SQLException {
        String id = row.getString("key_id");
        Instant signsFrom = row.getObject("signs_from", OffsetDateTime.class).toInstant();
        for (Key known : keys) {
            if (known.jwk().getId().equals(id)) {
                return new Key(known.jwk(), signsFrom);
            }
        }
        return new Key(parsed(opened(id, row.getBytes("sealed_key"))), signsFrom);
    }

    private String opened(String id, byte[] sealed) {
        try {
            return new String(
                    AuthenticatedCipher.open(master(), context(id), ByteBuffer.wrap(sealed)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the signing key %s does not open: personal.key is not the master key of this log".formatted(id),
                    e);
        }
    }

    private SecretKey master() {
        return new SecretKeySpec(files.secret("personal").getEncoded(), "AES");
    }

    private static byte[] context(String id) {
        return ("signing key " + id).getBytes(StandardCharsets.UTF_8);
    }

    private static EcPrivateJwk parsed(String text) {
        Jwk<?> jwk = Jwks.parser().build().parse(text);
        if (!(jwk instanceof EcPrivateJwk privateKey)) {
            throw new IllegalStateException(FIRST + " must hold a private EC key");
        }
        return privateKey;
    }

    private static String fresh() {
        return Jwks.UNSAFE_JSON(Jwks.builder()
                .ecKeyPair(Jwts.SIG.ES256.keyPair().build())
                .idFromThumbprint()
                .build());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
