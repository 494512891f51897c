package dev.strata.command.tree;

import dev.strata.command.CommandRefused;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
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
    private static final String ADDITIONS = Quotas.class.getName();
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
     * @param path where the upload goes, from a folder on: tells attempts of one upload from other uploads
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
        int ended = jdbc.sql("""
                        DELETE FROM command.reservation WHERE reservation_id = (
                            SELECT reservation_id FROM command.reservation
                             WHERE space_id = ? AND account_id = ? AND bytes = ?
                             ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED)""").params(space.value(), account.value(), bytes).update();
        if (ended > 0) {
            additions().map(all -> all.bySpace.get(space)).ifPresent(addition -> addition.reserved -= bytes);
        }
    }

    /**
     * What a transaction adds to a space that has no quota, or after the first time. It is written once and last. So
     * uploads into one space hold each other up for one statement and the commit; and PostgreSQL need not walk through
     * all earlier versions of a row that is written again and again.
     */
    private static final class Addition {
        private final Usage first;
        private long reserved;
        private long bytes;

        Addition(Usage first) {
            this.first = first;
            this.reserved = first.reserved();
        }

        Usage now() {
            return new Usage(first.quota(), first.used() + bytes, reserved);
        }
    }

    /** The spaces with a quota that the transaction has written to and locked, and what more it adds to these and others. */
    private static final class Additions {
        private final Set<SpaceId> written = new HashSet<>();
        private final Map<SpaceId, Addition> bySpace = new HashMap<>();
    }

    /** Counts bytes that come, or go if negative; refused, with the numbers, if they do not fit. */
    void add(SpaceId space, long bytes) {
        Optional<Additions> additions = additions();
        if (additions.isEmpty()) {
            write(space, bytes);
            return;
        }
        Additions all = additions.get();
        Addition addition = all.bySpace.get(space);
        if (addition == null) {
            Usage first = of(space);
            if (first.quota() != null && all.written.add(space)) {
                write(space, bytes);
                return;
            }
            addition = new Addition(first);
            all.bySpace.put(space, addition);
        }
        Usage usage = addition.now();
        Long quota = usage.quota();
        if (quota != null && bytes > 0 && bytes > quota - usage.used() - usage.reserved()) {
            throw exceeded(usage, bytes);
        }
        addition.bytes += bytes;
    }

    private Optional<Additions> additions() {
        return CurrentUnitOfWork.map(unitOfWork -> unitOfWork.root().getOrComputeResource(ADDITIONS, _ -> {
            Additions additions = new Additions();
            // Within a handler: after those that write the events.
            unitOfWork
                    .root()
                    .onPrepareCommit(root -> root.onPrepareCommit(
                            _ -> additions.bySpace.forEach((space, addition) -> count(space, addition.bytes))));
            return additions;
        }));
    }

    private void count(SpaceId space, long bytes) {
        if (bytes != 0) {
            jdbc.sql("UPDATE command.space SET used_bytes = used_bytes + ? WHERE space_id = ?")
                    .params(bytes, space.value())
                    .update();
        }
    }

    private void write(SpaceId space, long bytes) {
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
