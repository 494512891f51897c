package dev.strata.command.link;

import dev.strata.command.CommandRefused;
import dev.strata.command.link.domain.LinkCommand.NoteOpened;
import dev.strata.command.link.domain.LinkCommand.NoteUsedUp;
import dev.strata.command.link.domain.LinkRefusal;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.link.LinkAct;
import dev.strata.kernel.link.LinkAdmission;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.Trace;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Decides at each use what a link lets a stranger do: from what is committed at that moment, never from a projection. A
 * link that was never there and one that has ended, for whatever reason, are answered alike.
 */
@Component
public class Admissions {
    private final Links links;
    private final Tree tree;
    private final LinkPasswords passwords;
    private final Guesses guesses;
    private final CommandTransaction transaction;
    private final Clock clock;

    Admissions(
            Links links,
            Tree tree,
            LinkPasswords passwords,
            Guesses guesses,
            CommandTransaction transaction,
            Clock clock) {
        this.links = links;
        this.tree = tree;
        this.passwords = passwords;
        this.guesses = guesses;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record InForce(Link link, Place top) {}

    public LinkAdmission admit(LinkQuestion question) {
        return transaction.run(metadata(question), dispatch -> admit(dispatch, question));
    }

    /** What events should remember of a stranger: on whose right, through which link, from where. */
    public EventMetadata metadata(LinkQuestion question) {
        Link link = inForce(question.token()).link();
        return new EventMetadata(link.maker(), null, question.address(), Trace.id()).through(link.linkId());
    }

    /** The same within the transaction of what is then done. */
    public LinkAdmission admit(Dispatch dispatch, LinkQuestion question) {
        InForce found = inForce(question.token());
        Link link = found.link();
        String hash = link.passwordHash();
        if (hash != null && !passwords.opens(question.pass(), link.linkId(), hash)) {
            if (question.act() == LinkAct.ASK) {
                return admission(link, found.top(), true);
            }
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "link-password-needed",
                    "This link has a password. Send it: POST /v1/public/{token}/password.");
        }
        Place node = within(found, question.nodeId());
        requireAllowed(link, question.act(), node);
        if (question.act() != LinkAct.ASK) {
            use(dispatch, link, question.act());
        }
        return admission(link, node, false);
    }

    private InForce inForce(String token) {
        Link link = links.byToken(token)
                .filter(known -> !known.hasEndedAt(clock.instant()))
                .orElseThrow(Admissions::notFound);
        Place top = tree.find(link.nodeId(), link.maker())
                .filter(place -> place.role() == Role.OWNER && !place.trashed() && !place.trashedAbove())
                .orElseThrow(Admissions::notFound);
        return new InForce(link, top);
    }

    private static CommandRefused notFound() {
        return new CommandRefused(LinkRefusal.LINK_NOT_FOUND);
    }

    private Place within(InForce found, @Nullable NodeId wanted) {
        NodeId top = found.top().nodeId();
        if (wanted == null || wanted.equals(top)) {
            return found.top();
        }
        if (found.link().uploadOnly()) {
            throw new CommandRefused(LinkRefusal.LINK_FORBIDS);
        }
        return tree.find(wanted, found.link().maker())
                .filter(place -> place.ancestors().contains(top) && !place.trashed() && !place.trashedAbove())
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
    }

    private static void requireAllowed(Link link, LinkAct act, Place node) {
        boolean editor = link.role() == Role.EDITOR && !link.uploadOnly();
        boolean allowed = switch (act) {
            case ASK -> true;
            case LOOK, DOWNLOAD -> !link.uploadOnly();
            case UPLOAD -> link.uploadOnly() || editor;
            case EDIT -> editor;
        };
        if (!allowed) {
            throw new CommandRefused(LinkRefusal.LINK_FORBIDS);
        }
        if (act == LinkAct.DOWNLOAD && node.kind() != NodeKind.FILE) {
            throw new CommandRefused(NodeRefusal.NOT_A_FILE);
        }
        if (act == LinkAct.UPLOAD && node.kind() != NodeKind.FOLDER) {
            throw new CommandRefused(NodeRefusal.NOT_A_FOLDER);
        }
    }

    /** Rows first, events then: so that two who use the link at once wait for each other in one order. */
    private void use(Dispatch dispatch, Link link, LinkAct act) {
        if (act == LinkAct.DOWNLOAD) {
            int downloads = links.takeDownload(link.linkId()).orElseThrow(Admissions::notFound);
            if (Integer.valueOf(downloads).equals(link.maxDownloads())) {
                dispatch.send(new NoteUsedUp(link.linkId(), link.maker(), downloads));
            }
        }
        if (!link.opened() && links.open(link.linkId())) {
            dispatch.send(new NoteOpened(link.linkId(), link.maker()));
        }
    }

    private static LinkAdmission admission(Link link, Place node, boolean locked) {
        return new LinkAdmission(
                link.linkId(),
                locked,
                link.passwordHash() != null,
                link.maker(),
                node.spaceId(),
                link.nodeId(),
                node.nodeId(),
                link.role().text(),
                link.uploadOnly(),
                link.expiresAt());
    }

    /** A pass for the right password. */
    public String unlock(String token, String password, String address) {
        Link link = inForce(token).link();
        String hash = link.passwordHash();
        if (hash == null) {
            throw new CommandRefused(LinkRefusal.LINK_NOT_LOCKED);
        }
        guesses.take(link.linkId(), address);
        if (!passwords.matches(password, hash)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "wrong-password", "The password is wrong.");
        }
        guesses.giveBack(link.linkId(), address);
        return passwords.pass(link.linkId(), hash);
    }
}
