package dev.strata.storage.key;

import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * What the packs of a dedup domain are encrypted under.
 *
 * @param domain whose chunks are stored once: a space, or the whole deployment ({@link DedupDomains})
 */
public record DataKey(UUID id, UUID domain, SecretKey key) {
    @Override
    public String toString() {
        return "data key " + id;
    }
}
