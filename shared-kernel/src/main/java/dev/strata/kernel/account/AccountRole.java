package dev.strata.kernel.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What an account may do beyond its own: nothing, look after accounts, or read the whole audit trail. */
public enum AccountRole {
    USER,
    ADMIN,
    AUDITOR;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the text form; {@link IllegalArgumentException} if it is none. */
    @JsonCreator
    public static AccountRole of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "not a role of an account: " + text + "; the roles are user, admin, auditor"));
    }

    /** Whether it opens what only auditors and administrators may read. */
    public boolean mayAudit() {
        return this != USER;
    }
}
