package dev.strata.command.link.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.link.domain.LinkCommand.ChangeLink;
import dev.strata.command.link.domain.LinkCommand.CreateLink;
import dev.strata.command.link.domain.LinkCommand.NewPassword;
import dev.strata.command.link.domain.LinkCommand.NoteOpened;
import dev.strata.command.link.domain.LinkCommand.NoteUsedUp;
import dev.strata.command.link.domain.LinkCommand.RevokeLink;
import dev.strata.command.node.domain.Place;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkEvent;
import dev.strata.kernel.link.LinkEvent.LinkChanged;
import dev.strata.kernel.link.LinkEvent.LinkCreated;
import dev.strata.kernel.link.LinkEvent.LinkOpened;
import dev.strata.kernel.link.LinkEvent.LinkRevoked;
import dev.strata.kernel.link.LinkEvent.LinkUsedUp;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final LinkId LINK = LinkId.random();
    private static final NodeId NODE = NodeId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final AccountId ANNA = AccountId.random();
    private static final AccountId BEN = AccountId.random();
    private static final LinkTerms VIEW = new LinkTerms(Role.VIEWER, false, null, null);
    private static final LinkTerms UPLOAD = new LinkTerms(Role.VIEWER, true, null, null);
    private static final LinkEvent CREATED =
            new LinkCreated(LINK, NODE, SPACE, ANNA, "viewer", false, false, null, null);

    private static Place folder(@Nullable Role role) {
        return new Place(NODE, SPACE, NodeKind.FOLDER, List.of(), false, false, role, null);
    }

    private static CreateLink create(LinkTerms terms) {
        return new CreateLink(LINK, ANNA, NODE, terms, "hash", null, 0);
    }

    private static Decision<LinkEvent> decide(LinkCommand command, @Nullable Place here, LinkEvent... past) {
        LinkState state = LinkState.initial();
        for (LinkEvent event : past) {
            state = state.evolve(event);
        }
        return LinkDecider.decide(command, state, here, NOW);
    }

    private static void accepts(Decision<LinkEvent> decision, LinkEvent... events) {
        assertThat(decision).isEqualTo(new Accepted<>(List.of(events)));
    }

    private static void refuses(Decision<LinkEvent> decision, LinkRefusal refusal) {
        assertThat(decision).isEqualTo(new Refused<>(refusal));
    }

    @Test
    void anOwnerMakesALink() {
        accepts(decide(create(VIEW), folder(Role.OWNER)), CREATED);
    }

    @Test
    void nobodyElseDoes() {
        refuses(decide(create(VIEW), folder(Role.EDITOR)), LinkRefusal.FORBIDDEN);
        refuses(decide(create(VIEW), folder(null)), LinkRefusal.NODE_NOT_FOUND);
        refuses(decide(create(VIEW), null), LinkRefusal.NODE_NOT_FOUND);
    }

    @Test
    void notToWhatIsInTheTrash() {
        Place trashed = new Place(NODE, SPACE, NodeKind.FOLDER, List.of(), false, true, Role.OWNER, null);
        refuses(decide(create(VIEW), trashed), LinkRefusal.NODE_TRASHED);
    }

    @Test
    void filesAreSentIntoFoldersOnly() {
        Place file = new Place(NODE, SPACE, NodeKind.FILE, List.of(), false, false, Role.OWNER, null);
        refuses(decide(create(UPLOAD), file), LinkRefusal.LINK_NEEDS_FOLDER);
    }

    @Test
    void notOneThatHasEndedAlready() {
        LinkTerms ended = new LinkTerms(Role.VIEWER, false, NOW, null);
        refuses(decide(create(ended), folder(Role.OWNER)), LinkRefusal.LINK_ENDED);
        refuses(decide(new ChangeLink(LINK, ANNA, ended, null), folder(Role.OWNER), CREATED), LinkRefusal.LINK_ENDED);
    }

    @Test
    void aNodeHasSoManyLinksAndNoMore() {
        accepts(
                decide(
                        new CreateLink(LINK, ANNA, NODE, VIEW, "hash", null, LinkDecider.LINKS_MAX - 1),
                        folder(Role.OWNER)),
                CREATED);
        refuses(
                decide(new CreateLink(LINK, ANNA, NODE, VIEW, "hash", null, LinkDecider.LINKS_MAX), folder(Role.OWNER)),
                LinkRefusal.TOO_MANY_LINKS);
    }

    @Test
    void anIdIsUsedOnce() {
        refuses(decide(create(VIEW), folder(Role.OWNER), CREATED), LinkRefusal.LINK_EXISTS);
    }

    @Test
    void theSameTermsAreNoChange() {
        accepts(decide(new ChangeLink(LINK, ANNA, VIEW, null), folder(Role.OWNER), CREATED));
    }

    @Test
    void anotherPasswordIsAChange() {
        accepts(
                decide(new ChangeLink(LINK, ANNA, VIEW, new NewPassword("hash")), folder(Role.OWNER), CREATED),
                new LinkChanged(LINK, NODE, SPACE, ANNA, "viewer", false, true, null, null));
    }

    @Test
    void whoeverMadeItCanEndItWithoutTheNode() {
        LinkEvent revoked = new LinkRevoked(LINK, NODE, SPACE, ANNA);
        accepts(decide(new RevokeLink(LINK, ANNA), null, CREATED), revoked);
        accepts(decide(new RevokeLink(LINK, BEN), folder(Role.OWNER), CREATED), revoked);
        refuses(decide(new RevokeLink(LINK, BEN), folder(Role.EDITOR), CREATED), LinkRefusal.FORBIDDEN);
        refuses(decide(new RevokeLink(LINK, BEN), null, CREATED), LinkRefusal.LINK_NOT_FOUND);
    }

    @Test
    void whatIsRevokedStaysSo() {
        LinkEvent revoked = new LinkRevoked(LINK, NODE, SPACE, ANNA);
        refuses(decide(new RevokeLink(LINK, ANNA), folder(Role.OWNER), CREATED, revoked), LinkRefusal.LINK_NOT_FOUND);
        refuses(
                decide(new ChangeLink(LINK, ANNA, UPLOAD, null), folder(Role.OWNER), CREATED, revoked),
                LinkRefusal.LINK_NOT_FOUND);
        refuses(decide(create(VIEW), folder(Role.OWNER), CREATED, revoked), LinkRefusal.LINK_EXISTS);
    }

    @Test
    void itIsOpenedOnceAndUsedUpOncePerLimit() {
        LinkEvent opened = new LinkOpened(LINK, NODE, SPACE, ANNA);
        LinkEvent usedUp = new LinkUsedUp(LINK, NODE, SPACE, ANNA, 3);
        accepts(decide(new NoteOpened(LINK, ANNA), null, CREATED), opened);
        accepts(decide(new NoteOpened(LINK, ANNA), null, CREATED, opened));
        accepts(decide(new NoteUsedUp(LINK, ANNA, 3), null, CREATED), usedUp);
        accepts(decide(new NoteUsedUp(LINK, ANNA, 3), null, CREATED, usedUp));
    }
}
