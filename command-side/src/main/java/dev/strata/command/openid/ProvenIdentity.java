package dev.strata.command.openid;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Somebody whom a provider vouches for. Issuer and subject say who it is; the rest is what the provider tells of him,
 * and proves nothing.
 *
 * @param login what he would like to be called
 * @param email one that the provider has verified
 */
public record ProvenIdentity(
        String provider,
        String issuer,
        String subject,
        @Nullable String login,
        @Nullable String displayName,
        @Nullable String email) {
    private static final int LOGIN_MAX = 254;
    private static final int DISPLAY_NAME_MAX = 100;
    private static final int EMAIL_MAX = 254;

    static ProvenIdentity of(Provider provider, Jwt token) {
        Object verified = token.getClaims().get("email_verified");
        String email = text(token, "email", EMAIL_MAX);
        String login = text(token, "preferred_username", LOGIN_MAX);
        return new ProvenIdentity(
                provider.name(),
                provider.issuer(),
                Objects.requireNonNull(token.getSubject()),
                login == null ? email : login,
                text(token, "name", DISPLAY_NAME_MAX),
                "true".equals(String.valueOf(verified)) ? email : null);
    }

    /** What is too long or not printable counts as not told. */
    private static @Nullable String text(Jwt token, String claim, int lengthMax) {
        return token.getClaims().get(claim) instanceof String text
                        && !text.isBlank()
                        && text.length() <= lengthMax
                        && text.chars().noneMatch(Character::isISOControl)
                ? text
                : null;
    }

    /** Without the person. */
    @Override
    public String toString() {
        return "ProvenIdentity[" + provider + "]";
    }
}
