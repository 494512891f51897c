package dev.strata.command.identity.web;

import dev.strata.command.identity.AdministeredAccount;
import dev.strata.command.identity.AdministeredAccounts;
import dev.strata.command.identity.Administration;
import dev.strata.command.identity.Origin;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.Trace;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator say who administers: nobody does until then. */
@RestController
@RequestMapping("/v1/operations/admins/{login}")
class OperatorController {
    private final AdministeredAccounts accounts;
    private final Administration administration;
    private final CommandTransaction transaction;

    OperatorController(AdministeredAccounts accounts, Administration administration, CommandTransaction transaction) {
        this.accounts = accounts;
        this.administration = administration;
        this.transaction = transaction;
    }

    @PutMapping
    @Operation(summary = "Makes an account an administrator")
    AdministeredAccount name(HttpServletRequest http, @PathVariable String login) {
        return change(http, login, AccountRole.ADMIN);
    }

    @DeleteMapping
    @Operation(summary = "Makes it a user again")
    AdministeredAccount dismiss(HttpServletRequest http, @PathVariable String login) {
        return change(http, login, AccountRole.USER);
    }

    private AdministeredAccount change(HttpServletRequest http, String login, AccountRole role) {
        AccountId account = accounts.idOf(login);
        Origin origin = Origin.of(http);
        return transaction.run(new EventMetadata(null, null, origin.address(), Trace.id()), dispatch -> {
            administration.changeRole(dispatch, account, role, origin);
            return accounts.get(account);
        });
    }
}
