package dev.strata.command.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One refresh token of a family, known by its hash. A family begins with a sign-in and ends with a sign-out. */
@Entity
@Table(schema = "command", name = "refresh_token")
class RefreshToken {
    @Id
    private @Nullable String tokenHash;

    private @Nullable UUID familyId;
    private @Nullable UUID accountId;
    private @Nullable UUID deviceId;
    private @Nullable Instant expiresAt;
    private @Nullable Instant usedAt;

    protected RefreshToken() {}

    RefreshToken(String tokenHash, UUID familyId, UUID accountId, @Nullable UUID deviceId, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.familyId = familyId;
        this.accountId = accountId;
        this.deviceId = deviceId;
        this.expiresAt = expiresAt;
    }

    UUID familyId() {
        return Objects.requireNonNull(familyId);
    }

    UUID accountId() {
        return Objects.requireNonNull(accountId);
    }

    @Nullable
    UUID deviceId() {
        return deviceId;
    }

    boolean isUsed() {
        return usedAt != null;
    }

    boolean isExpired(Instant now) {
        return !Objects.requireNonNull(expiresAt).isAfter(now);
    }

    void use(Instant now) {
        usedAt = now;
    }
}
