package dev.strata.storage.session;

import dev.strata.storage.chunk.PackWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down that an upload is whole, and what has become of it. */
@Component
class UploadEnds {
    /** As long as its receipt is good, and its command is known by its key. */
    private static final Duration KEPT = PackWriter.PINNED.minusHours(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final UploadSessions sessions;
    private final Clock clock;

    UploadEnds(JdbcClient jdbc, PlatformTransactionManager transactions, UploadSessions sessions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The content is whole and durable, and this says so. It takes no more bytes from now on. */
    void sealed(WriterLease lease, String receipt) {
        Instant expiry = sessions.expiry();
        Instant latest = clock.instant().plus(KEPT);
        int updated = jdbc.sql("""
                        UPDATE storage.upload SET receipt = ?, length = received, expires_at = ?
                         WHERE upload_id = ? AND lease = ?""")
                .params(
                        receipt,
                        UploadSessions.at(expiry.isAfter(latest) ? latest : expiry),
                        lease.upload().value(),
                        lease.token())
                .update();
        if (updated == 0) {
            throw SessionProblems.busy();
        }
    }

    /** It is a file; the answer remains, to be given again. */
    void placed(WriterLease lease, PlacedFile file) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("UPDATE storage.upload SET status = ?, etag = ?, answer = ? WHERE upload_id = ?")
                    .param(file.status())
                    .param(file.etag())
                    .param(file.body())
                    .param(lease.upload().value())
                    .update();
            jdbc.sql("DELETE FROM storage.upload_chunk WHERE upload_id = ?")
                    .param(lease.upload().value())
                    .update();
        });
    }
}
