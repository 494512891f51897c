package dev.strata.command.identity;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The refresh tokens that were given out and not yet forgotten. */
interface RefreshTokens extends Repository<RefreshToken, String> {
    RefreshToken save(RefreshToken token);

    /** Locked: of two that use a token at once, one is the second. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<RefreshToken> findByTokenHash(String tokenHash);

    @Modifying
    @Query("DELETE FROM RefreshToken t WHERE t.accountId = :accountId AND t.expiresAt < :now")
    void deleteExpired(UUID accountId, Instant now);
}
