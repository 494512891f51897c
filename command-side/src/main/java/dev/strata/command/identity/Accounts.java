package dev.strata.command.identity;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The accounts that can sign in. */
interface Accounts extends Repository<Account, UUID> {
    /** Where others can refer to it. */
    Account saveAndFlush(Account account);

    Optional<Account> findById(UUID accountId);

    Optional<Account> findByLoginKey(String loginKey);

    boolean existsByLoginKey(String loginKey);
}
