package dev.strata.command.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A password that one program signs in with, as its owner sees it.
 *
 * @param folderId the folder outside of which it opens nothing; null if it is bound to none
 * @param expiresAt null if it goes on until it is deleted
 * @param usedAt when it was exchanged for an access token last; null if never
 * @param usedAddress from where
 */
public record AppPassword(
        UUID id,
        String name,
        List<Scope> scopes,
        @Nullable NodeId folderId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable String usedAddress) {

    /** What can be done with it. */
    public enum Scope {
        READ,
        /** And read. */
        WRITE;

        @JsonCreator
        static Scope of(String text) {
            for (Scope scope : values()) {
                if (scope.text().equals(text)) {
                    return scope;
                }
            }
            throw new IllegalArgumentException("a scope is read or write, not " + text);
        }

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<Scope> upTo(boolean mayWrite) {
            return mayWrite ? List.of(READ, WRITE) : List.of(READ);
        }
    }
}
