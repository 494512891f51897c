package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import dev.strata.testing.Await;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GroupTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);
    private final NodeId folder = ann.folder(ann.root(), "common");
    private final NodeId file = ann.file(folder, "file");
    private final GroupId group = ann.group("gardeners");

    private int canRead(NodeId node) {
        side.awaitProjections();
        return side.get(bob, "/v1/nodes/" + node).status();
    }

    @Test
    void membersSeeWhatTheGroupWasGrantedWhileTheyAreMembers() {
        ann.grant(folder, group, "viewer");
        assertThat(canRead(file)).isEqualTo(404);
        ann.join(group, bob, false);
        assertThat(canRead(file)).isEqualTo(200);
        assertThat(side.get(bob, "/v1/nodes/" + folder + "/children").items("role"))
                .containsExactly("viewer");
        ann.leave(group, bob);
        assertThat(canRead(file)).isEqualTo(404);
    }

    @Test
    void theStrongestRoleCounts() {
        GroupId editors = ann.group("editors");
        ann.join(group, bob, false);
        ann.join(editors, bob, false);
        ann.grant(folder, group, "viewer");
        ann.grant(folder, editors, "editor");
        ann.grant(file, bob, "commenter");
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/nodes/" + file).text("role")).isEqualTo("editor");
    }

    @Test
    void thePastIsThatOfTheMembersThen() {
        ann.grant(folder, group, "viewer");
        ann.grant(file, bob, "viewer");
        side.awaitProjections();
        Instant before = newInstant();
        ann.join(group, bob, false);
        side.awaitProjections();
        Instant during = newInstant();
        ann.leave(group, bob);
        side.awaitProjections();
        Instant after = newInstant();
        assertThat(roleOfBobIn(folder, before)).isEmpty();
        assertThat(roleOfBobIn(folder, during)).isEqualTo("viewer");
        assertThat(roleOfBobIn(folder, after)).isEmpty();
        assertThat(side.get(ann, "/v1/groups/" + group + "/members?at=" + during)
                        .items("accountId"))
                .hasSize(2);
    }

    private String roleOfBobIn(NodeId node, Instant at) {
        return side.get(ann, "/v1/nodes/" + node + "/access/" + bob.account() + "?at=" + at)
                .json()
                .path("role")
                .asString("");
    }

    /** One that comes after everything so far and before everything from now on. */
    private static Instant newInstant() {
        Instant last = Instant.now();
        Await.until(
                Duration.ofSeconds(5), "the clock moves on", () -> Instant.now().isAfter(last.plusMillis(5)));
        Instant answer = Instant.now();
        Await.until(
                Duration.ofSeconds(5), "the clock moves on", () -> Instant.now().isAfter(answer.plusMillis(5)));
        return answer;
    }

    @Test
    void accessIsExplainedByTheGroup() {
        ann.join(group, bob, false);
        ann.grant(folder, group, "editor");
        side.awaitProjections();
        Answer why = side.get(ann, "/v1/nodes/" + file + "/access/" + bob.account());
        assertThat(why.text("role")).isEqualTo("editor");
        assertThat(why.json().at("/grants/0/groupName").asString()).isEqualTo("gardeners");
        assertThat(why.json().at("/grants/0/groupId").asString()).isEqualTo(group.toString());
        assertThat(side.get(ann, "/v1/nodes/" + folder + "/grants").items("groupName"))
                .containsExactly("gardeners");
    }

    @Test
    void whatIsSharedWithTheGroupIsSharedWithMeOnceUntilIHideIt() {
        ann.join(group, bob, false);
        GrantId shared = ann.grant(folder, group, "editor");
        GroupId other = ann.group("others");
        ann.join(other, bob, false);
        GrantId again = ann.grant(folder, other, "viewer");
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).containsExactly(folder.toString());
        assertThat(side.get(ann, "/v1/shared-with-me").items("id")).isEmpty();
        ann.hide(again, folder, other, bob);
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/shared-with-me").items("groupName")).containsExactly("gardeners");
        ann.hide(shared, folder, group, bob);
        assertThat(canRead(file)).isEqualTo(200);
        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).isEmpty();
        ann.show(shared, folder, group, bob);
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/shared-with-me").items("id")).containsExactly(folder.toString());
    }

    @Test
    void searchFindsWhatTheGroupWasGranted() {
        ann.join(group, bob, false);
        NodeId rare = ann.file(folder, "xylophone");
        ann.grant(folder, group, "viewer");
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/search?q=xylophone").items("id")).containsExactly(rare.toString());
    }

    @Test
    void aGroupIsSeenByItsMembersAlone() {
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/groups").items("name")).isEmpty();
        assertThat(side.get(bob, "/v1/groups/" + group).code()).isEqualTo("group-not-found");
        assertThat(side.get(bob, "/v1/groups/" + group + "/members").code()).isEqualTo("group-not-found");
        ann.join(group, bob, false);
        ann.rename(group, "gardeners", "florists");
        side.awaitProjections();
        assertThat(side.get(bob, "/v1/groups").items("name")).containsExactly("florists");
        assertThat(side.get(bob, "/v1/groups/" + group).json().path("members").asInt())
                .isEqualTo(2);
        assertThat(side.get(bob, "/v1/groups/" + group + "/members").items("login"))
                .containsExactlyInAnyOrder(ann.login(), bob.login());
        assertThat(side.get(bob, "/v1/groups/" + group + "/members").items("owner"))
                .containsExactlyInAnyOrder("true", "false");
    }

    @Test
    void aDeletedGroupIsNoMore() {
        ann.join(group, bob, false);
        ann.grant(folder, group, "viewer");
        ann.delete(group);
        assertThat(canRead(file)).isEqualTo(404);
        assertThat(side.get(ann, "/v1/groups").items("name")).isEmpty();
        assertThat(side.get(ann, "/v1/audit?type=GroupCreated").json().toString())
                .contains("[erased]")
                .doesNotContain("gardeners");
    }
}
