package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SharingTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    @Test
    void sharedFolderIsShownToWhomItWasSharedWith() {
        NodeId folder = ann.folder(ann.folder(ann.root(), "private"), "common");
        ann.grant(folder, bob, "editor");
        side.awaitProjections();

        Answer shared = side.get(bob, "/v1/shared-with-me");

        assertThat(shared.items("id")).containsExactly(folder.toString());
        assertThat(shared.items("path")).containsExactly("/common");
        assertThat(shared.items("role")).containsExactly("editor");
        assertThat(shared.items("owner/login")).containsExactly(ann.login());
        assertThat(shared.items("sharedBy")).containsExactly(ann.account().toString());
    }

    @Test
    void somebodyIsFoundByTheWholeLoginWhateverItsCase() {
        bob.showAs("Bob Other");
        side.awaitProjections();

        Answer found = side.get(ann, "/v1/people/" + bob.login().toUpperCase(Locale.ROOT));

        assertThat(found.text("accountId")).isEqualTo(bob.account().toString());
        assertThat(found.text("login")).isEqualTo(bob.login());
        assertThat(found.text("displayName")).isEqualTo("Bob Other");
        String part = bob.login().substring(0, bob.login().length() - 1);
        assertThat(side.get(ann, "/v1/people/" + part).status()).isEqualTo(404);
        assertThat(side.get(ann, "/v1/people/" + part + "%25").status()).isEqualTo(404);
    }

    @Test
    void anOwnerIsShownByTheNameThatHeHasNow() {
        NodeId folder = ann.folder(ann.root(), "common");
        ann.grant(folder, bob, "viewer");
        ann.showAs("Ann Other");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/shared-with-me").items("owner/displayName"))
                .containsExactly("Ann Other");
    }

    @Test
    void pathBeginsAtTheNodeThatWasGranted() {
        NodeId common = ann.folder(ann.folder(ann.root(), "private"), "common");
        NodeId file = ann.file(common, "file");
        ann.grant(common, bob, "viewer");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/nodes/" + file).text("path")).isEqualTo("/common/file");
        assertThat(side.get(ann, "/v1/nodes/" + file).text("path")).isEqualTo("/private/common/file");
        assertThat(side.get(bob, "/v1/nodes/" + common + "/children").items("path"))
                .containsExactly("/common/file");
    }

    @Test
    void pathBeginsWithOneSlashIfAWholeSpaceWasGranted() {
        NodeId file = ann.file(ann.folder(ann.root(), "folder"), "file");
        ann.grant(ann.root(), bob, "viewer");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/nodes/" + ann.root()).text("path")).isEqualTo("/");
        assertThat(side.get(bob, "/v1/nodes/" + file).text("path")).isEqualTo("/folder/file");
    }

    @Test
    void newestGrantComesFirst() {
        NodeId one = ann.file(ann.root(), "one");
        NodeId two = ann.file(ann.root(), "two");
        ann.grant(one, bob, "viewer");
        ann.grant(two, bob, "viewer");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/shared-with-me").items("name")).containsExactly("two", "one");
    }

    @Test
    void whatIsInTheTrashIsNoLongerShared() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.grant(file, bob, "viewer");
        ann.trash(folder, ann.root(), "folder");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).isEmpty();
        assertThat(side.get(bob, "/v1/nodes/" + file).code()).isEqualTo("node-not-found");
    }

    @Test
    void purgedFolderTakesTheGrantsBelowItWithIt() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.grant(file, bob, "viewer");
        ann.trash(folder, ann.root(), "folder");
        ann.purge(folder);
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/nodes/" + file).code()).isEqualTo("node-not-found");
        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).isEmpty();
    }

    @Test
    void ownerSeesWhoHasBeenGrantedANode() {
        NodeId file = ann.file(ann.root(), "file");
        ann.grant(file, bob, "viewer", Instant.parse("2999-01-01T00:00:00Z"));
        side.awaitProjections();

        Answer grants = side.get(ann, "/v1/nodes/" + file + "/grants");

        assertThat(grants.items("accountId")).containsExactly(bob.account().toString());
        assertThat(grants.items("login")).containsExactly(bob.login());
        assertThat(grants.items("role")).containsExactly("viewer");
        assertThat(grants.items("expiresAt")).containsExactly("2999-01-01T00:00:00Z");
        assertThat(grants.items("version")).containsExactly("1");
    }

    @Test
    void viewerDoesNotSeeTheOthers() {
        NodeId file = ann.file(ann.root(), "file");
        ann.grant(file, bob, "viewer");
        side.awaitProjections();

        Answer grants = side.get(bob, "/v1/nodes/" + file + "/grants");

        assertThat(grants.status()).isEqualTo(403);
        assertThat(grants.code()).isEqualTo("forbidden");
    }

    @Test
    void grantThatWasRevokedCanBeGivenAgain() {
        NodeId file = ann.file(ann.root(), "file");
        GrantId grant = ann.grant(file, bob, "viewer");
        ann.revoke(grant, file, bob);
        ann.grantAgain(grant, file, bob, "editor");
        side.awaitProjections();

        assertThat(side.get(bob, "/v1/shared-with-me").items("role")).containsExactly("editor");
        assertThat(side.get(ann, "/v1/nodes/" + file).text("shared")).isEqualTo("true");
    }

    @Test
    void accessIsExplainedByTheGrantsOnTheWayUp() {
        NodeId common = ann.folder(ann.root(), "common");
        NodeId file = ann.file(ann.folder(common, "inner"), "file");
        ann.grant(common, bob, "editor");
        ann.grant(file, bob, "viewer", Instant.parse("2999-01-01T00:00:00Z"));
        side.awaitProjections();

        Answer why = side.get(ann, access(file, bob));

        assertThat(why.text("login")).isEqualTo(bob.login());
        assertThat(why.text("role")).isEqualTo("editor");
        assertThat(why.json().at("/own").asBoolean()).isFalse();
        assertThat(why.json().at("/grants/0/nodeId").asString()).isEqualTo(file.toString());
        assertThat(why.json().at("/grants/0/role").asString()).isEqualTo("viewer");
        assertThat(why.json().at("/grants/0/expiresAt").asString()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(why.json().at("/grants/1/name").asString()).isEqualTo("common");
        assertThat(why.json().at("/grants/1/role").asString()).isEqualTo("editor");
        assertThat(why.json().at("/grants/1/grantedBy").asString())
                .isEqualTo(ann.account().toString());
        assertThat(why.json().path("grants")).hasSize(2);
    }

    @Test
    void theOwnerOfTheSpaceNeedsNoGrant() {
        NodeId file = ann.file(ann.root(), "file");
        side.awaitProjections();

        Answer why = side.get(ann, access(file, ann));

        assertThat(why.text("role")).isEqualTo("owner");
        assertThat(why.json().at("/own").asBoolean()).isTrue();
        assertThat(why.json().path("grants")).isEmpty();
    }

    @Test
    void accessOfOthersIsExplainedToTheOwnerOfTheSpaceAlone() {
        NodeId file = ann.file(ann.root(), "file");
        ann.grant(file, bob, "owner");
        side.awaitProjections();

        assertThat(side.get(bob, access(file, bob)).text("role")).isEqualTo("owner");
        assertThat(side.get(bob, access(file, ann)).code()).isEqualTo("forbidden");
        assertThat(side.get(Person.opened(log), access(file, bob)).code()).isEqualTo("node-not-found");
        assertThat(side.get(ann, "/v1/nodes/" + file + "/access/" + AccountId.random())
                        .code())
                .isEqualTo("account-not-found");
    }

    private static String access(NodeId node, Person person) {
        return "/v1/nodes/" + node + "/access/" + person.account();
    }
}
