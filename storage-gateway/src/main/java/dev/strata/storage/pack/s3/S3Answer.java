package dev.strata.storage.pack.s3;

import dev.strata.storage.chunk.ChunkStoreException;
import java.util.Set;

/** What an S3 server answered instead of doing what it was asked. */
final class S3Answer extends ChunkStoreException {
    private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> BUSY_CODES = Set.of(
            "InternalError",
            "RequestTimeout",
            "RequestTimeTooSkewed",
            "SlowDown",
            "SlowDownRead",
            "SlowDownWrite",
            "Throttling",
            "OperationAborted",
            "ConditionalRequestConflict",
            "BadDigest",
            "XAmzContentSHA256Mismatch",
            "IncompleteBody");
    private static final Set<String> FULL_CODES =
            Set.of("InsufficientStorage", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded");

    private final int status;
    private final String code;

    S3Answer(int status, String code) {
        super("the S3 server answered %d %s".formatted(status, code).strip(), null);
        this.status = status;
        this.code = code;
    }

    String summary() {
        return "%d %s".formatted(status, code).strip();
    }

    boolean isFull() {
        return status == 507 || FULL_CODES.contains(code);
    }

    /** Whether the same request may well be answered otherwise a moment later. */
    boolean isTransient() {
        return BUSY.contains(status) || BUSY_CODES.contains(code);
    }

    /** Never said of a missing bucket, unless in answer to HEAD, which has no code. */
    boolean isMissingObject() {
        return status == 404 && (code.equals("NoSuchKey") || code.isEmpty());
    }

    boolean isTaken() {
        return status == 412;
    }

    boolean isBeyondTheEnd() {
        return status == 416;
    }
}
