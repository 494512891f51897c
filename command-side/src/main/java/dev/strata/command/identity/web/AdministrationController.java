package dev.strata.command.identity.web;

import dev.strata.command.identity.AdministeredAccount;
import dev.strata.command.identity.AdministeredAccounts;
import dev.strata.command.identity.Administration;
import dev.strata.command.identity.Origin;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for administrators. */
@RestController
@RequestMapping("/v1/admin/accounts")
class AdministrationController {
    private static final int SEARCH_MAX = 254;

    private final AdministeredAccounts accounts;
    private final Administration administration;
    private final CommandTransaction transaction;

    AdministrationController(
            AdministeredAccounts accounts, Administration administration, CommandTransaction transaction) {
        this.accounts = accounts;
        this.administration = administration;
        this.transaction = transaction;
    }

    record AdministeredAccountPage(
            List<AdministeredAccount> items, @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "Accounts by login; q is a part of a login, a display name or an address")
    AdministeredAccountPage list(
            Caller caller,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = ListPart.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Administration.open(caller);
        if (q.length() > SEARCH_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-value", "q: at most %d characters".formatted(SEARCH_MAX));
        }
        ListPart part = new ListPart(limit, cursor);
        List<AdministeredAccount> rows = accounts.list(q, part.key(""), limit + 1);
        return new AdministeredAccountPage(
                part.items(rows), part.next(rows, last -> last.login().toLowerCase(java.util.Locale.ROOT)));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One account")
    AdministeredAccount show(Caller caller, @PathVariable AccountId id) {
        Administration.open(caller);
        return accounts.get(id);
    }

    record RoleRequest(AccountRole role) {}

    @PutMapping("/{id}/role")
    @Operation(summary = "Makes it a user, an administrator or an auditor; it is signed out everywhere")
    AdministeredAccount changeRole(
            Caller caller, HttpServletRequest http, @PathVariable AccountId id, @RequestBody RoleRequest request) {
        Administration.open(caller, id);
        return done(caller, id, dispatch -> administration.changeRole(dispatch, id, request.role(), Origin.of(http)));
    }

    @PutMapping("/{id}/disabled")
    @Operation(summary = "Ends its sessions and refuses it from now on; what it has stays")
    AdministeredAccount disable(Caller caller, HttpServletRequest http, @PathVariable AccountId id) {
        Administration.open(caller, id);
        return done(caller, id, dispatch -> administration.disable(dispatch, id, Origin.of(http)));
    }

    @DeleteMapping("/{id}/disabled")
    @Operation(summary = "Lets it sign in again")
    AdministeredAccount enable(Caller caller, HttpServletRequest http, @PathVariable AccountId id) {
        Administration.open(caller, id);
        return done(caller, id, dispatch -> administration.enable(dispatch, id, Origin.of(http)));
    }

    @DeleteMapping("/{id}/sessions")
    @Operation(summary = "Signs it out everywhere")
    AdministeredAccount signOut(Caller caller, HttpServletRequest http, @PathVariable AccountId id) {
        Administration.open(caller);
        return done(caller, id, dispatch -> administration.signOut(dispatch, id, Origin.of(http)));
    }

    @DeleteMapping("/{id}/totp")
    @Operation(summary = "Takes its second factor away, for somebody who has lost it; it is signed out everywhere")
    AdministeredAccount removeSecondFactor(Caller caller, HttpServletRequest http, @PathVariable AccountId id) {
        Administration.open(caller, id);
        return done(caller, id, dispatch -> administration.removeSecondFactor(dispatch, id, Origin.of(http)));
    }

    record QuotaRequest(@Nullable Long bytes) {}

    @PutMapping("/{id}/quota")
    @Operation(summary = "How much its home space may hold; no limit without a number")
    AdministeredAccount setQuota(Caller caller, @PathVariable AccountId id, @RequestBody QuotaRequest request) {
        Administration.open(caller);
        Long bytes = request.bytes();
        if (bytes != null && bytes < 0) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "bytes: 0 or more, not " + bytes);
        }
        return done(caller, id, dispatch -> administration.setQuota(dispatch, id, bytes));
    }

    private AdministeredAccount done(Caller caller, AccountId id, Consumer<Dispatch> act) {
        return transaction.run(caller.metadata(), dispatch -> {
            act.accept(dispatch);
            return accounts.get(id);
        });
    }
}
