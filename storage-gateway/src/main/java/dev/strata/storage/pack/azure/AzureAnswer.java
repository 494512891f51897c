package dev.strata.storage.pack.azure;

import com.azure.storage.blob.models.BlobStorageException;
import dev.strata.storage.chunk.ChunkStoreException;
import java.util.Set;

/** What Azure answered instead of doing what it was asked. */
final class AzureAnswer extends ChunkStoreException {
    private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);

    /** The blocks of one writer go when another one's blob is there: then there is something to be found. */
    private static final Set<String> BUSY_CODES = Set.of("Md5Mismatch", "InvalidBlockList", "InvalidBlobOrBlock");

    private static final int FIRST_ERROR = 400;

    private final int status;
    private final String code;

    AzureAnswer(BlobStorageException answer) {
        this(answer.getStatusCode(), String.valueOf(answer.getErrorCode()));
    }

    private AzureAnswer(int status, String code) {
        super("Azure answered %d %s".formatted(status, code), null);
        this.status = status;
        this.code = code;
    }

    String summary() {
        return "%d %s".formatted(status, code);
    }

    /** Whether the same request may well be answered otherwise a moment later. */
    boolean isTransient() {
        return status < FIRST_ERROR || BUSY.contains(status) || BUSY_CODES.contains(code);
    }

    boolean isMissingBlob() {
        return code.equals("BlobNotFound");
    }

    boolean isTaken() {
        return code.equals("BlobAlreadyExists") || code.equals("ConditionNotMet");
    }

    boolean isBeyondTheEnd() {
        return status == 416;
    }
}
