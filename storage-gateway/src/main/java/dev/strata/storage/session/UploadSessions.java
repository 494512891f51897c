package dev.strata.storage.session;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.storage.side.Placement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The rows of uploads. One that has expired is not found, swept or not. */
@Component
class UploadSessions {
    private static final String INSERT = """
            INSERT INTO storage.upload (upload_id, account_id, space_id, target, length, profile, placed_at, expires_at)
            SELECT :id, :account, :space, :target, :length, :profile, :now, :expires
             WHERE (SELECT count(*) FROM storage.upload
                     WHERE account_id = :account AND answer IS NULL AND expires_at > :now) < :max""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final SessionLimits limits;
    private final Clock clock;

    UploadSessions(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            JsonMapper json,
            SessionLimits limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.limits = limits;
        this.clock = clock;
    }

    /** Begins an upload, unless the account has too many already; one request of it is counted after the other. */
    UploadSession create(
            AccountId account,
            Placement placement,
            UploadTarget target,
            @Nullable Long length,
            @Nullable Profile profile) {
        UploadId id = UploadId.random();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0)) IS NULL")
                    .param("upload " + account)
                    .query(Boolean.class)
                    .single();
            int inserted = jdbc.sql(INSERT)
                    .param("id", id.value())
                    .param("account", account.value())
                    .param("space", placement.spaceId().value())
                    .param("target", json.writeValueAsString(target))
                    .param("length", length)
                    .param("profile", profile == null ? null : profile.text())
                    .param("now", at(clock.instant()))
                    .param("expires", at(expiry()))
                    .param("max", limits.openMax())
                    .update();
            if (inserted == 0) {
                throw SessionProblems.tooMany(limits.openMax());
            }
        });
        return require(account, id);
    }

    /** The upload, if it is the caller's; one who is bound to a folder has those alone that were begun so. */
    UploadSession require(Caller caller, UploadId id) {
        UploadSession session = require(caller.account(), id);
        if (!session.target().isOpenTo(caller.folder())) {
            throw SessionProblems.notFound();
        }
        return session;
    }

    /** The upload, if it is this account's. */
    UploadSession require(AccountId account, UploadId id) {
        return jdbc.sql("SELECT * FROM storage.upload WHERE upload_id = ? AND account_id = ? AND expires_at > ?")
                .params(id.value(), account.value(), at(clock.instant()))
                .query(this::session)
                .optional()
                .orElseThrow(SessionProblems::notFound);
    }

    /** Those that are not complete, the oldest first. */
    List<UploadSession> open(Caller caller) {
        return jdbc
                .sql("""
                        SELECT * FROM storage.upload WHERE account_id = ? AND answer IS NULL AND expires_at > ?
                         ORDER BY upload_id LIMIT ?""")
                .params(caller.account().value(), at(clock.instant()), limits.openMax())
                .query(this::session)
                .list()
                .stream()
                .filter(session -> session.target().isOpenTo(caller.folder()))
                .toList();
    }

    void delete(AccountId account, UploadId id) {
        int deleted = jdbc.sql("DELETE FROM storage.upload WHERE upload_id = ? AND account_id = ? AND expires_at > ?")
                .params(id.value(), account.value(), at(clock.instant()))
                .update();
        if (deleted == 0) {
            throw SessionProblems.notFound();
        }
    }

    /** Room for the upload has been kept anew. */
    void placed(UploadId id) {
        jdbc.sql("UPDATE storage.upload SET placed_at = ? WHERE upload_id = ?")
                .params(at(clock.instant()), id.value())
                .update();
    }

    /** Removes what nobody has gone on with; what is being written to is not abandoned. */
    int deleteExpired(Instant now) {
        return jdbc.sql(
                        "DELETE FROM storage.upload WHERE expires_at <= ? AND (leased_until IS NULL OR leased_until < ?)")
                .params(at(now), at(now))
                .update();
    }

    /** When an upload ends that nobody goes on with from now on. */
    Instant expiry() {
        return clock.instant().plus(limits.expiresAfter());
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private UploadSession session(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        String profile = row.getString("profile");
        return new UploadSession(
                new UploadId(row.getObject("upload_id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                new SpaceId(row.getObject("space_id", UUID.class)),
                json.readValue(row.getString("target"), UploadTarget.class),
                row.getObject("length", Long.class),
                profile == null ? null : Profile.find(profile).orElseThrow(),
                row.getLong("received"),
                row.getInt("chunks"),
                tail(row),
                row.getBoolean("in_parts"),
                row.getString("receipt"),
                placedFile(row),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable ManifestEntry tail(ResultSet row) throws SQLException {
        byte[] id = row.getBytes("tail_id");
        return id == null ? null : new ManifestEntry(ChunkId.ofDigest(id), row.getInt("tail_length"));
    }

    private static @Nullable PlacedFile placedFile(ResultSet row) throws SQLException {
        String body = row.getString("answer");
        return body == null ? null : new PlacedFile(row.getInt("status"), row.getString("etag"), body);
    }
}
