package dev.strata.command.identity;

import dev.strata.command.account.domain.Login;
import dev.strata.kernel.account.AccountRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What sign-in needs of an account. The password is here and nowhere else, hashed. */
@Entity
@Table(schema = "command", name = "account")
class Account {
    @Id
    private @Nullable UUID accountId;

    @SuppressWarnings("UnusedVariable") // queries read it
    private @Nullable String loginKey;

    private @Nullable String login;
    private @Nullable String displayName;
    private @Nullable String email;
    private @Nullable String passwordHash;
    private @Nullable UUID homeSpaceId;

    @Column(updatable = false)
    private @Nullable UUID rootFolderId;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant disabledAt;

    private String role = AccountRole.USER.text();

    protected Account() {}

    Account(
            UUID accountId,
            Login login,
            @Nullable String displayName,
            @Nullable String email,
            String passwordHash,
            UUID homeSpaceId,
            UUID rootFolderId) {
        this.accountId = accountId;
        this.loginKey = login.key();
        this.login = login.value();
        this.displayName = displayName;
        this.email = email;
        this.passwordHash = passwordHash;
        this.homeSpaceId = homeSpaceId;
        this.rootFolderId = rootFolderId;
    }

    UUID accountId() {
        return Objects.requireNonNull(accountId);
    }

    String login() {
        return Objects.requireNonNull(login);
    }

    @Nullable
    String displayName() {
        return displayName;
    }

    @Nullable
    String email() {
        return email;
    }

    String passwordHash() {
        return Objects.requireNonNull(passwordHash);
    }

    /** A copy that nobody saves. */
    Account withPasswordHash(String hash) {
        Account copy =
                new Account(accountId(), new Login(login()), displayName, email, hash, homeSpaceId(), rootFolderId());
        copy.disabledAt = disabledAt;
        copy.role = role;
        return copy;
    }

    AccountRole role() {
        return AccountRole.of(role);
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    UUID homeSpaceId() {
        return Objects.requireNonNull(homeSpaceId);
    }

    UUID rootFolderId() {
        return Objects.requireNonNull(rootFolderId);
    }
}
