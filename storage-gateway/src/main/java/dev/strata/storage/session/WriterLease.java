package dev.strata.storage.session;

import java.time.Instant;
import java.util.UUID;

/** The right to write to an upload, until it is closed. */
final class WriterLease implements AutoCloseable {
    private final WriterLeases leases;
    private final UploadId upload;
    private final UUID token;
    private Instant renewedAt;

    WriterLease(WriterLeases leases, UploadId upload, UUID token, Instant now) {
        this.leases = leases;
        this.upload = upload;
        this.token = token;
        this.renewedAt = now;
    }

    UploadId upload() {
        return upload;
    }

    UUID token() {
        return token;
    }

    Instant renewedAt() {
        return renewedAt;
    }

    void renewedAt(Instant now) {
        renewedAt = now;
    }

    /** To be called often while something lasts. */
    void keepAlive() {
        leases.keepAlive(this);
    }

    @Override
    public void close() {
        leases.release(this);
    }
}
