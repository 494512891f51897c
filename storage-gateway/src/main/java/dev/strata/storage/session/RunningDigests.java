package dev.strata.storage.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.content.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The digests of uploads that this process has written all of. They cannot be stored: where one is missing, the stored
 * bytes are read again when the upload is complete.
 */
@Component
class RunningDigests {
    private static final int KEPT_MAX = 10_000;
    private static final Duration KEPT = Duration.ofHours(6);

    private final Cache<UploadId, Running> running =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterAccess(KEPT).build();

    private record Running(long offset, MessageDigest digest) {}

    /** The digest of the first {@code offset} bytes, which is the taker's own then; null if it is not known. */
    @Nullable
    MessageDigest take(UploadId id, long offset) {
        Running found = running.asMap().remove(id);
        if (offset == 0) {
            return Sha256.digest();
        }
        return found != null && found.offset() == offset ? found.digest() : null;
    }

    void keep(UploadId id, long offset, MessageDigest digest) {
        running.put(id, new Running(offset, digest));
    }

    /** As after a restart. */
    void forget() {
        running.invalidateAll();
    }
}
