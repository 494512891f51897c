package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How much a space holds and may hold: the bytes of all versions of all its files, the trash included. What an upload
 * has reserved counts until it is stored or the reservation ends.
 */
@Component
public class Quotas {
    private static final Duration RESERVED = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Quotas(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Bytes; without a quota there is no limit. */
    public record Usage(@Nullable Long quota, long used, long reserved) {}

    public Usage of(SpaceId space) {
        return jdbc.sql("""
                        SELECT s.quota_bytes AS quota, s.used_bytes AS used, coalesce((
                            SELECT sum(r.bytes) FROM command.reservation r
                             WHERE r.space_id = s.space_id AND r.expires_at > ?), 0) AS reserved
                          FROM command.space s WHERE s.space_id = ?""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), space.value())
                .query(Usage.class)
                .single();
    }

    /**
     * Reserves room for an upload that begins now, in place of what an earlier attempt has reserved; refused if there is
     * none.
     *
     * @param path where the upload goes: tells attempts of one upload from other uploads
     */
    public void reserve(SpaceId space, AccountId account, String path, long bytes) {
        if (of(space).quota() == null) {
            return;
        }
        lock(space);
        UUID reservation = UUID.nameUUIDFromBytes((account + path).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("DELETE FROM command.reservation WHERE reservation_id = ?")
                .param(reservation)
                .update();
        Usage usage = of(space);
        Long quota = usage.quota();
        if (quota != null && bytes > quota - usage.used() - usage.reserved()) {
            throw exceeded(usage, bytes);
        }
        jdbc.sql("""
                        INSERT INTO command.reservation (reservation_id, space_id, account_id, bytes, expires_at)
                        VALUES (?, ?, ?, ?, ?)""")
                .params(reservation, space.value(), account.value(), bytes)
                .param(clock.instant().plus(RESERVED).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** One upload is measured after the other. */
    private void lock(SpaceId space) {
        jdbc.sql("SELECT space_id FROM command.space WHERE space_id = ? FOR NO KEY UPDATE")
                .param(space.value())
                .query(UUID.class)
                .single();
    }

    /** Ends one reservation of just this size, if there is one: its bytes are about to be counted as used. */
    public void redeem(SpaceId space, AccountId account, long bytes) {
        jdbc.sql("""
                        DELETE FROM command.reservation WHERE reservation_id = (
                            SELECT reservation_id FROM command.reservation
                             WHERE space_id = ? AND account_id = ? AND bytes = ?
                             ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED)""").params(space.value(), account.value(), bytes).update();
    }

    /** Counts bytes that come, or go if negative; refused, with the numbers, if they do not fit. */
    void add(SpaceId space, long bytes) {
        int rows = jdbc.sql("""
                        UPDATE command.space SET used_bytes = used_bytes + :bytes
                         WHERE space_id = :space AND (quota_bytes IS NULL OR :bytes <= 0)""")
                .param("bytes", bytes)
                .param("space", space.value())
                .update();
        if (rows == 0) {
            addWithin(space, bytes);
        }
    }

    /** Locks first: a statement that waits for the lock itself goes on with the reservations of before the wait. */
    private void addWithin(SpaceId space, long bytes) {
        lock(space);
        int rows = jdbc.sql("""
                        UPDATE command.space s SET used_bytes = used_bytes + :bytes
                         WHERE space_id = :space AND (quota_bytes IS NULL OR used_bytes + :bytes + coalesce((
                            SELECT sum(r.bytes) FROM command.reservation r
                             WHERE r.space_id = s.space_id AND r.expires_at > :now), 0) <= quota_bytes)""")
                .param("bytes", bytes)
                .param("space", space.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (rows == 0) {
            throw exceeded(of(space), bytes);
        }
    }

    /** Counts bytes that are gone. */
    public void release(SpaceId space, long bytes) {
        add(space, -bytes);
    }

    private static CommandRefused exceeded(Usage usage, long needed) {
        return new CommandRefused(
                NodeRefusal.QUOTA_EXCEEDED,
                Map.of(
                        "quota",
                        usage.quota() == null ? 0 : usage.quota(),
                        "used",
                        usage.used(),
                        "reserved",
                        usage.reserved(),
                        "needed",
                        needed));
    }

    /** Forgets reservations that have ended. */
    @Scheduled(fixedDelay = 3_600_000)
    void forgetEnded() {
        jdbc.sql("DELETE FROM command.reservation WHERE expires_at <= ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
