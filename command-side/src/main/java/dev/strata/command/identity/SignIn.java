package dev.strata.command.identity;

import dev.strata.command.device.Devices;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives out pairs of access and refresh token. A refresh token works once; the second use of one ends its whole
 * family, because then somebody has a copy (RFC 9700, 4.14.2).
 */
@Component
public class SignIn {
    private static final Duration REFRESH_VALIDITY = Duration.ofDays(30);
    private static final int TOKEN_BYTES = 32;

    private final Accounts accounts;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Devices devices;
    private final PasswordEncoder passwords;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final String hashOfNobody;

    SignIn(
            Accounts accounts,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Devices devices,
            PasswordEncoder passwords,
            TransactionTemplate transaction,
            Clock clock) {
        this.accounts = accounts;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.devices = devices;
        this.passwords = passwords;
        this.transaction = transaction;
        this.clock = clock;
        this.hashOfNobody = passwords.encode(randomToken());
    }

    /** @param expiresIn of the access token, in seconds */
    @SuppressWarnings("MissingSummary")
    public record Tokens(String accessToken, String tokenType, long expiresIn, String refreshToken) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /** Checks the password in the same time whether the login exists or not. */
    public Tokens withPassword(String login, String password, @Nullable DeviceId device) {
        Optional<Account> known = accounts.findByLoginKey(login.toLowerCase(Locale.ROOT));
        boolean matches =
                passwords.matches(password, known.map(Account::passwordHash).orElse(hashOfNobody));
        if (known.isEmpty() || !matches) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED, "invalid-credentials", "The login or the password is wrong.");
        }
        AccountId account = new AccountId(known.get().accountId());
        if (device != null && !devices.isRegistered(device, account)) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "device-not-found",
                    "You have no such device. Register it: POST /v1/devices.");
        }
        return in(() -> {
            refreshTokens.deleteExpired(account.value(), clock.instant());
            return give(account.value(), randomId(), device == null ? null : device.value());
        });
    }

    /** A new pair for a refresh token that was not used before. */
    public Tokens withRefreshToken(String refreshToken) {
        Optional<Tokens> tokens =
                in(() -> refreshTokens.findByTokenHash(hash(refreshToken)).flatMap(this::rotate));
        return tokens.orElseThrow(() -> new ProblemException(
                HttpStatus.UNAUTHORIZED,
                "invalid-refresh-token",
                "The refresh token is not valid, has expired or was used before. Sign in again."));
    }

    private Optional<Tokens> rotate(RefreshToken token) {
        Instant now = clock.instant();
        if (token.isUsed() || token.isExpired(now)) {
            refreshTokens.deleteFamily(token.familyId());
            return Optional.empty();
        }
        token.use(now);
        refreshTokens.save(token);
        return Optional.of(give(token.accountId(), token.familyId(), token.deviceId()));
    }

    private Tokens give(UUID account, UUID family, @Nullable UUID device) {
        String refreshToken = randomToken();
        refreshTokens.save(new RefreshToken(
                hash(refreshToken), family, account, device, clock.instant().plus(REFRESH_VALIDITY)));
        return new Tokens(
                accessTokens.issue(account, family, device), "Bearer", AccessTokens.VALIDITY.toSeconds(), refreshToken);
    }

    /** Ends one family, or all of an account. Access tokens that are out end by themselves within minutes. */
    public void signOut(AccountId account, @Nullable UUID family) {
        in(() -> {
            if (family == null) {
                refreshTokens.deleteAll(account.value());
            } else {
                refreshTokens.deleteFamily(family);
            }
            return account;
        });
    }

    private <T> T in(java.util.function.Supplier<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private UUID randomId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
