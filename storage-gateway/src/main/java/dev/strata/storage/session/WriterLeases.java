package dev.strata.storage.session;

import dev.strata.kernel.id.Uuids;
import dev.strata.platform.web.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets one request at a time write to an upload. One that hangs or dies loses that after a while, and writes no more. */
@Component
class WriterLeases {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final UploadSessions sessions;
    private final Clock clock;

    WriterLeases(JdbcClient jdbc, UploadSessions sessions, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The right to write; refused while another request has it. */
    WriterLease take(Caller caller, UploadId id) {
        sessions.require(caller, id);
        UUID token = Uuids.next();
        int taken = jdbc.sql("""
                        UPDATE storage.upload SET lease = :token, leased_until = :until
                         WHERE upload_id = :id AND account_id = :account AND expires_at > :now
                           AND (leased_until IS NULL OR leased_until < :now)""")
                .param("token", token)
                .param("until", UploadSessions.at(clock.instant().plus(LEASE)))
                .param("id", id.value())
                .param("account", caller.account().value())
                .param("now", UploadSessions.at(clock.instant()))
                .update();
        if (taken == 0) {
            throw SessionProblems.busy();
        }
        return new WriterLease(this, id, token, clock.instant());
    }

    /** Refuses if somebody else has it by now, or if the upload is gone. */
    void renew(WriterLease lease) {
        int renewed = jdbc.sql("UPDATE storage.upload SET leased_until = ? WHERE upload_id = ? AND lease = ?")
                .params(
                        UploadSessions.at(clock.instant().plus(LEASE)),
                        lease.upload().value(),
                        lease.token())
                .update();
        if (renewed == 0) {
            throw SessionProblems.busy();
        }
    }

    /** The same, if it was not done a short time ago. */
    void keepAlive(WriterLease lease) {
        if (lease.renewedAt().plus(RENEWED_AFTER).isBefore(clock.instant())) {
            renew(lease);
            lease.renewedAt(clock.instant());
        }
    }

    void release(WriterLease lease) {
        jdbc.sql("UPDATE storage.upload SET lease = NULL, leased_until = NULL WHERE upload_id = ? AND lease = ?")
                .params(lease.upload().value(), lease.token())
                .update();
    }
}
