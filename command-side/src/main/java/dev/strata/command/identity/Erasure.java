package dev.strata.command.identity;

import dev.strata.command.CommandRefused;
import dev.strata.command.account.domain.AccountCommand.EraseAccount;
import dev.strata.command.grant.AccessRequests;
import dev.strata.command.grant.Grants;
import dev.strata.command.grant.SharedOn;
import dev.strata.command.grant.domain.GrantCommand.RevokeAccess;
import dev.strata.command.group.Groups;
import dev.strata.command.group.domain.GroupCommand.EndMembership;
import dev.strata.command.link.Links;
import dev.strata.command.link.domain.LinkCommand.RevokeLink;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.refusal.Refusal;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.platform.mail.MailOutbox;
import dev.strata.platform.web.Caller;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends an account with its home space, for good: in one transaction nobody can reach either any more, and the keys of
 * their personal values are destroyed. The rows of the tree follow in the background.
 */
@Component
public class Erasure {
    private final Accounts accounts;
    private final PasswordCheck passwords;
    private final CommandTransaction transaction;
    private final Tree tree;
    private final Grants grants;
    private final SharedOn sharedOn;
    private final Groups groups;
    private final AccessRequests requests;
    private final Links links;
    private final SubjectKeys keys;
    private final MailOutbox mails;
    private final JdbcClient jdbc;

    Erasure(
            Accounts accounts,
            PasswordCheck passwords,
            CommandTransaction transaction,
            Tree tree,
            Grants grants,
            SharedOn sharedOn,
            Groups groups,
            AccessRequests requests,
            Links links,
            SubjectKeys keys,
            MailOutbox mails,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.transaction = transaction;
        this.tree = tree;
        this.grants = grants;
        this.sharedOn = sharedOn;
        this.groups = groups;
        this.requests = requests;
        this.links = links;
        this.keys = keys;
        this.mails = mails;
        this.jdbc = jdbc;
    }

    /** Erases the caller's own account, once; repeated, it finds nothing to do. */
    public void erase(Caller caller, String password, Origin origin) {
        Optional<Account> account = accounts.findById(caller.account().value());
        account.ifPresent(known -> passwords.require(known, password, origin));
        account.ifPresent(known -> transaction.run(caller.metadata().withoutAddress(), dispatch -> {
            erase(known, dispatch);
            return known;
        }));
    }

    private void erase(Account account, Dispatch dispatch) {
        AccountId id = new AccountId(account.accountId());
        SpaceId space = new SpaceId(account.homeSpaceId());
        tree.lock(space);
        if (tree.isHeld(space)) {
            throw new CommandRefused(NodeRefusal.LEGAL_HOLD);
        }
        grants.of(id, space).forEach(grant -> revoke(grant, id, dispatch));
        groups.of(id).forEach(group -> dispatch.send(new EndMembership(group, id)));
        links.of(id, space).forEach(link -> dispatch.send(new RevokeLink(link, id)));
        dispatch.send(new EraseAccount(id, space));
        tree.erase(space, new NodeId(account.rootFolderId()));
        requests.forget(id, space);
        forget(id.value(), space.value());
        mails.forget(id.value());
        keys.destroy(id.value());
        keys.destroy(space.value());
    }

    /** A grant that has run out, or lies in what is purged, gives nobody anything. */
    private void revoke(GrantId grant, AccountId by, Dispatch dispatch) {
        try {
            sharedOn.send(dispatch, new RevokeAccess(grant, by));
        } catch (CommandRefused refused) {
            if (refused.refusal().kind() != Refusal.Kind.NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** Answers that are kept for others go too if they tell of the space. Refresh tokens go with the account. */
    private void forget(UUID account, UUID space) {
        jdbc.sql("DELETE FROM command.access_grant WHERE account_id = ?")
                .param(account)
                .update();
        jdbc.sql("DELETE FROM command.reservation WHERE account_id = ? OR space_id = ?")
                .params(account, space)
                .update();
        jdbc.sql("""
                        DELETE FROM command.idempotency_key WHERE account_id = :account
                            OR strpos(body, CAST(:account AS text)) > 0 OR strpos(body, CAST(:space AS text)) > 0""").param("account", account).param("space", space).update();
        jdbc.sql("DELETE FROM command.device WHERE account_id = ?")
                .param(account)
                .update();
        jdbc.sql("DELETE FROM command.account WHERE account_id = ?")
                .param(account)
                .update();
    }
}
