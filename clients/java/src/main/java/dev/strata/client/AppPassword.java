package dev.strata.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A password for one program.
 *
 * <pre>{@code
 * AppPassword backup = client.makeAppPassword("backup", true, folder.id());
 * }</pre>
 *
 * @param secret what it signs in with
 * @param folderId the folder outside of which it opens nothing; null for everything
 * @param expiresAt null if it goes on until it is deleted
 */
public record AppPassword(
        String id,
        String secret,
        List<String> scopes,
        @Nullable String folderId,
        @Nullable Instant expiresAt) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "AppPassword[" + id + "]";
    }
}
