package dev.strata.command.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the sign-ins of an account.
 *
 * @param id grows with time
 * @param session the session that it happened to, which may have ended since
 * @param address the network address that it came from
 * @param agent the client that it came from
 */
public record SecurityNotice(
        long id,
        Instant at,
        Type type,
        @Nullable UUID session,
        @Nullable String address,
        @Nullable String agent) {

    /** What can happen. */
    public enum Type {
        SIGNED_IN,
        SIGNED_OUT,
        SESSION_ENDED,
        ALL_SESSIONS_ENDED,
        OTHER_SESSIONS_ENDED,
        /** Somebody has a copy of a refresh token: the session was ended. */
        REFRESH_TOKEN_REUSED,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        TOO_MANY_WRONG_PASSWORDS,
        ROLE_CHANGED,
        ACCOUNT_DISABLED,
        ACCOUNT_ENABLED,
        SECOND_FACTOR_ADDED,
        SECOND_FACTOR_REMOVED,
        RECOVERY_CODE_USED,
        APP_PASSWORD_MADE,
        APP_PASSWORD_REMOVED,
        IDENTITY_LINKED,
        IDENTITY_REMOVED,
        PASSKEY_ADDED,
        PASSKEY_REMOVED,
        /** Its counter went back, so there may be a copy of it: the sign-in was refused. */
        PASSKEY_COPIED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Type of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
