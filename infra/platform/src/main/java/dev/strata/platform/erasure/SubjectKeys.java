package dev.strata.platform.erasure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.platform.encryption.AuthenticatedCipher;
import dev.strata.platform.signing.SigningKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The keys of accounts and spaces in {@code log.subject_key}. A key is made in the transaction of the first event that
 * needs it, and destroyed in the one that erases its subject; other transactions learn of either when it is committed.
 */
@Component
public class SubjectKeys {
    private static final int KEY_BYTES = 32;
    private static final long CACHED = 20_000;

    /** How long a process that does not read the log may still use a key that another one has destroyed. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final SigningKeys files;
    private final SecureRandom random = new SecureRandom();
    private final Cache<UUID, Stored> committed = Caffeine.newBuilder()
            .maximumSize(CACHED)
            .expireAfterWrite(REMEMBERED)
            .build();

    private @Nullable SecretKey master;

    public SubjectKeys(JdbcClient jdbc, SigningKeys files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** What the table holds for a subject; null once the key is destroyed. */
    private record Stored(@Nullable SecretKey key) {}

    /** The key under which new values are encrypted; made now if there is none. */
    SecretKey forWriting(UUID subject) {
        Stored stored = find(subject);
        if (stored == null) {
            stored = create(subject);
        }
        if (stored.key() == null) {
            throw new SubjectErasedException();
        }
        return stored.key();
    }

    /** The key under which values were encrypted; null once it is destroyed. */
    @Nullable
    SecretKey forReading(UUID subject) {
        Stored stored = find(subject);
        if (stored == null) {
            throw new IllegalStateException("log.subject_key lacks the key of " + subject);
        }
        return stored.key();
    }

    /** Makes everything that was encrypted for this subject unreadable, once the transaction is committed. */
    public void destroy(UUID subject) {
        jdbc.sql("""
                        INSERT INTO log.subject_key (subject, destroyed_at) VALUES (?, now())
                        ON CONFLICT (subject) DO UPDATE SET wrapped_key = NULL,
                            destroyed_at = coalesce(subject_key.destroyed_at, excluded.destroyed_at)""").param(subject).update();
        remember(subject, new Stored(null));
    }

    /** Makes this process ask the table again for what an erasure has destroyed. */
    public void forget(AccountErased erased) {
        forget(erased.accountId().value());
        forget(erased.homeSpaceId().value());
    }

    void forget(UUID subject) {
        committed.invalidate(subject);
    }

    @SuppressWarnings("NullAway") // null says that there is no row, and is not kept
    private @Nullable Stored find(UUID subject) {
        Stored own = ofThisTransaction().get(subject);
        return own == null ? committed.get(subject, this::read) : own;
    }

    private @Nullable Stored read(UUID subject) {
        return jdbc.sql("SELECT subject, wrapped_key FROM log.subject_key WHERE subject = ?")
                .param(subject)
                .query(this::stored)
                .optional()
                .orElse(null);
    }

    private Stored stored(ResultSet row, int index) throws SQLException {
        byte[] wrapped = row.getBytes("wrapped_key");
        return new Stored(wrapped == null ? null : unwrap(row.getObject("subject", UUID.class), wrapped));
    }

    private Stored create(UUID subject) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        int rows = jdbc.sql("INSERT INTO log.subject_key (subject, wrapped_key) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(subject, AuthenticatedCipher.seal(master(), context(subject), bytes))
                .update();
        if (rows == 0) {
            return Objects.requireNonNull(find(subject), "another transaction has made the key");
        }
        Stored stored = new Stored(key(bytes));
        remember(subject, stored);
        return stored;
    }

    private SecretKey unwrap(UUID subject, byte[] wrapped) {
        try {
            return key(AuthenticatedCipher.open(master(), context(subject), ByteBuffer.wrap(wrapped)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the key of %s does not open: personal.key is not the master key of this log".formatted(subject),
                    e);
        }
    }

    /** Read when it is needed first: a process that reads no events needs none. */
    private synchronized SecretKey master() {
        if (master == null) {
            master = key(files.secret("personal").getEncoded());
        }
        return master;
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    static byte[] context(UUID subject) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(subject.getMostSignificantBits())
                .putLong(subject.getLeastSignificantBits())
                .array();
    }

    @SuppressWarnings("unchecked") // bound by remember
    private Map<UUID, Stored> ofThisTransaction() {
        Object bound = TransactionSynchronizationManager.getResource(this);
        return bound == null ? Map.of() : (Map<UUID, Stored>) bound;
    }

    /** What this transaction has written is no news for others before it is committed. */
    private void remember(UUID subject, Stored stored) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            forget(subject);
            return;
        }
        if (!TransactionSynchronizationManager.hasResource(this)) {
            Map<UUID, Stored> own = new HashMap<>();
            TransactionSynchronizationManager.bindResource(this, own);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(SubjectKeys.this);
                    own.keySet().forEach(SubjectKeys.this::forget);
                }
            });
        }
        ofThisTransaction().put(subject, stored);
    }
}
