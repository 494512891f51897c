package dev.strata.command.identity;

import dev.strata.command.device.Devices;
import dev.strata.command.identity.AccountRows.Standing;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives out pairs of access and refresh token. A refresh token works once; the second use of one ends its whole
 * session, because then somebody has a copy (RFC 9700, 4.14.2), and the owner finds a notice of it.
 */
@Component
public class SignIn {
    private static final Duration REFRESH_VALIDITY = Duration.ofDays(30);
    private static final int TOKEN_BYTES = 32;

    private final PasswordCheck passwords;
    private final SecondFactor secondFactor;
    private final AppPasswords appPasswords;
    private final AccountRows accounts;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Sessions sessions;
    private final Accounts owners;
    private final AccountMails mails;
    private final Devices devices;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignIn(
            PasswordCheck passwords,
            SecondFactor secondFactor,
            AppPasswords appPasswords,
            AccountRows accounts,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Sessions sessions,
            Accounts owners,
            AccountMails mails,
            Devices devices,
            TransactionTemplate transaction,
            Clock clock) {
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.appPasswords = appPasswords;
        this.accounts = accounts;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.owners = owners;
        this.mails = mails;
        this.devices = devices;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What is given out.
     *
     * @param expiresIn of the access token, in seconds
     * @param refreshToken null for an app password, which can be exchanged again
     */
    public record Tokens(
            String accessToken,
            String tokenType,
            long expiresIn,
            @Nullable String refreshToken) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /** Tells nobody whether a login exists, and only those who know its password that it has a second factor. */
    public Tokens withPassword(
            String login, String password, @Nullable String code, @Nullable DeviceId device, Origin origin) {
        Account account = passwords.find(login, password, origin).orElseThrow(SignIn::invalidCredentials);
        checkDevice(account, device);
        return in(() -> begin(account, now -> now.passwordHash().equals(account.passwordHash()), code, device, origin));
    }

    /** For somebody who has proved by other means who he is, in the transaction that took the proof. */
    Tokens proven(Account account, @Nullable String code, @Nullable DeviceId device, Origin origin) {
        checkDevice(account, device);
        return begin(account, _ -> true, code, device, origin);
    }

    /** The same, if that proved two factors at once: no code is asked for. */
    Tokens provenTwice(Account account, @Nullable DeviceId device, Origin origin) {
        checkDevice(account, device);
        return start(account.accountId(), admit(account, _ -> true), device, origin);
    }

    private void checkDevice(Account account, @Nullable DeviceId device) {
        if (device != null && !devices.isRegistered(device, new AccountId(account.accountId()))) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "device-not-found",
                    "You have no such device. Register it: POST /v1/devices.");
        }
    }

    private Tokens begin(
            Account checked,
            Predicate<Standing> unchanged,
            @Nullable String code,
            @Nullable DeviceId deviceId,
            Origin origin) {
        Standing standing = admit(checked, unchanged);
        secondFactor.require(checked, code, HttpStatus.UNAUTHORIZED, origin);
        return start(checked.accountId(), standing, deviceId, origin);
    }

    private Standing admit(Account checked, Predicate<Standing> unchanged) {
        Standing standing =
                accounts.hold(checked.accountId()).filter(unchanged).orElseThrow(SignIn::invalidCredentials);
        refuseDisabled(standing);
        return standing;
    }

    private Tokens start(UUID account, Standing standing, @Nullable DeviceId deviceId, Origin origin) {
        Instant now = clock.instant();
        UUID device = deviceId == null ? null : deviceId.value();
        refreshTokens.deleteExpired(account, now);
        UUID session = new UUID(random.nextLong(), random.nextLong());
        sessions.begin(session, account, device, origin, now, now.plus(REFRESH_VALIDITY));
        return give(account, standing, session, device, now);
    }

    private static void refuseDisabled(Standing standing) {
        if (standing.disabled()) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "account-disabled", "An administrator has disabled this account.");
        }
    }

    /**
     * An access token that is good for what the app password is good for. Wrong ones are not counted: nobody guesses
     * 192 bits, and a program that goes on with a deleted one must not keep its owner out.
     */
    public Tokens withAppPassword(String login, String secret, Origin origin) {
        return in(() -> exchange(login, secret, origin));
    }

    private Tokens exchange(String login, String secret, Origin origin) {
        AppPasswords.Found found = appPasswords.find(login, secret).orElseThrow(SignIn::invalidCredentials);
        refuseDisabled(accounts.hold(found.account()).orElseThrow(SignIn::invalidCredentials));
        AppPasswords.Use use = appPasswords.use(found, origin).orElseThrow(SignIn::invalidCredentials);
        Duration validity = accessTokens.validityUntil(use.expiresAt());
        return new Tokens(
                accessTokens.issueForApp(found.account(), use.session(), use.mayWrite(), use.folder(), validity),
                "Bearer",
                validity.toSeconds(),
                null);
    }

    /** A new pair for a refresh token that was not used before. */
    public Tokens withRefreshToken(String refreshToken, Origin origin) {
        Optional<Tokens> tokens =
                in(() -> refreshTokens.findByTokenHash(hash(refreshToken)).flatMap(token -> rotate(token, origin)));
        return tokens.orElseThrow(() -> devices.isToWipe(hash(refreshToken))
                ? new ProblemException(
                        HttpStatus.UNAUTHORIZED,
                        "device-wiped",
                        "This device was revoked, and is to remove what it holds of the drive.")
                : new ProblemException(
                        HttpStatus.UNAUTHORIZED,
                        "invalid-refresh-token",
                        "The refresh token is not valid, has expired or was used before. Sign in again."));
    }

    private Optional<Tokens> rotate(RefreshToken token, Origin origin) {
        Instant now = clock.instant();
        if (token.isUsed()) {
            endCopied(token, origin);
            return Optional.empty();
        }
        Optional<Standing> standing = accounts.hold(token.accountId()).filter(found -> !found.disabled());
        if (standing.isEmpty() || token.isExpired(now)) {
            return Optional.empty();
        }
        token.use(now);
        refreshTokens.save(token);
        sessions.use(token.familyId(), origin, now, now.plus(REFRESH_VALIDITY));
        return Optional.of(give(token.accountId(), standing.get(), token.familyId(), token.deviceId(), now));
    }

    private void endCopied(RefreshToken token, Origin origin) {
        boolean lived = sessions.end(
                new AccountId(token.accountId()), token.familyId(), SecurityNotice.Type.REFRESH_TOKEN_REUSED, origin);
        if (lived) {
            owners.findById(token.accountId())
                    .ifPresent(
                            owner -> mails.refreshTokenReused(owner.accountId(), owner.email(), owner.login(), origin));
        }
    }

    private Tokens give(UUID account, Standing standing, UUID session, @Nullable UUID device, Instant now) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String refreshToken = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        refreshTokens.save(new RefreshToken(hash(refreshToken), session, account, device, now.plus(REFRESH_VALIDITY)));
        return new Tokens(
                accessTokens.issue(account, standing.role(), session, device),
                "Bearer",
                AccessTokens.VALIDITY.toSeconds(),
                refreshToken);
    }

    private static ProblemException invalidCredentials() {
        return new ProblemException(
                HttpStatus.UNAUTHORIZED, "invalid-credentials", "The login or the password is wrong.");
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
