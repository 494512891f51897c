package dev.strata.command.identity;

import dev.strata.command.openid.Proof;
import dev.strata.platform.erasure.SubjectErasedException;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives an account another password, and ends all its sessions but the one that asked for it. */
@Component
public class PasswordChange {
    private final Accounts accounts;
    private final AccountRows rows;
    private final PasswordCheck check;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final Identities identities;
    private final Sessions sessions;
    private final PasswordReset resets;
    private final AccountMails mails;
    private final TransactionTemplate transaction;

    PasswordChange(
            Accounts accounts,
            AccountRows rows,
            PasswordCheck check,
            PasswordRules rules,
            Passwords passwords,
            Identities identities,
            Sessions sessions,
            PasswordReset resets,
            AccountMails mails,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.rows = rows;
        this.check = check;
        this.rules = rules;
        this.passwords = passwords;
        this.identities = identities;
        this.sessions = sessions;
        this.resets = resets;
        this.mails = mails;
        this.transaction = transaction;
    }

    /** The first one of an account that was opened by a provider: for who proves again that he is the one. */
    public void set(Caller caller, Proof proof, String next, Origin origin) {
        Account account = accounts.findById(caller.account().value()).orElseThrow(SubjectErasedException::new);
        rules.check(next, account.login(), account.displayName(), account.email());
        String hash = passwords.hash(next);
        transaction.executeWithoutResult(_ -> {
            if (!identities.use(account.accountId(), proof.take())) {
                throw new ProblemException(
                        HttpStatus.FORBIDDEN, "not-your-identity", "This sign-in is not linked to your account.");
            }
            if (!rows.replaceHash(account.accountId(), Passwords.NONE, hash)) {
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "password-exists",
                        "There is a password. Send it as current to change it.");
            }
            sessions.endOthers(caller.account(), caller.session(), SecurityNotice.Type.PASSWORD_CHANGED, origin);
        });
    }

    public void change(Caller caller, String current, String next, Origin origin) {
        Account account = accounts.findById(caller.account().value()).orElseThrow(SubjectErasedException::new);
        check.require(account, current, origin);
        rules.check(next, account.login(), account.displayName(), account.email());
        String hash = passwords.hash(next);
        transaction.executeWithoutResult(_ -> {
            if (!rows.replaceHash(account.accountId(), account.passwordHash(), hash)) {
                throw new ProblemException(
                        HttpStatus.CONFLICT, "password-changed", "The password was changed by somebody else just now.");
            }
            resets.withdraw(account.accountId());
            sessions.endOthers(caller.account(), caller.session(), SecurityNotice.Type.PASSWORD_CHANGED, origin);
            mails.passwordChanged(account.accountId(), account.email(), account.login(), origin);
        });
    }
}
