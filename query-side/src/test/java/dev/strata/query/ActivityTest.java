package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was changed last, and by whom. */
class ActivityTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    private Answer get(Person reader, String path) {
        side.awaitProjections();
        Answer answer = side.get(reader, path);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    @Test
    void whatWasChangedLastComesFirst() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        NodeId trashed = ann.file(ann.root(), "trashed");
        Instant before = TimeTravelTest.passed(Instant.now());
        ann.rename(folder, "folder", "renamed");
        ann.trash(trashed, ann.root(), "trashed");
        ann.grant(folder, bob, "viewer");
        bob.file(bob.root(), "of bob");

        assertThat(get(ann, "/v1/recent").items("name")).containsExactly("renamed", "file");
        assertThat(get(ann, "/v1/recent?at=" + before).items("name")).containsExactly("trashed", "file", "folder");
        assertThat(get(bob, "/v1/recent").items("name")).containsExactly("of bob", "renamed", "file");

        ann.addVersion(file, 2, 'b');

        Answer first = get(bob, "/v1/recent?limit=1");
        assertThat(first.items("name")).containsExactly("file");
        assertThat(get(bob, "/v1/recent?limit=2&cursor=" + first.text("nextCursor"))
                        .items("name"))
                .containsExactly("of bob", "renamed");
    }

    @Test
    void activityOfAFolderIsThatOfAllThatWasEverBelowIt() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId inner = ann.folder(folder, "inner");
        NodeId file = ann.file(inner, "file");
        ann.rename(file, "file", "renamed");
        ann.trash(inner, folder, "inner");
        ann.purge(inner);
        ann.file(ann.root(), "elsewhere");

        Answer activity = get(ann, "/v1/activity?node=" + folder);

        assertThat(activity.items("kind"))
                .containsExactly(
                        "node-purged",
                        "node-trashed",
                        "node-renamed",
                        "file-created",
                        "folder-created",
                        "folder-created");
        assertThat(activity.items("node/name")).containsExactly("inner", "inner", "renamed", "file", "inner", "folder");
        assertThat(activity.items("actor/login")).containsOnly(ann.login());
        assertThat(activity.json().at("/items/2/detail").toString())
                .isEqualTo("{\"from\":\"file\",\"to\":\"renamed\"}");
        assertThat(activity.response().body()).doesNotContain("192.0.2.1", "manifestId");
    }

    @Test
    void othersAreToldWhatTheyCouldSeeWhenItHappened() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.grant(folder, bob, "viewer");
        ann.rename(file, "file", "renamed");
        ann.grant(folder, Person.opened(log), "viewer");

        assertThat(get(bob, "/v1/activity?node=" + folder).items("kind")).containsExactly("node-renamed");
        assertThat(get(ann, "/v1/activity?node=" + folder).items("kind"))
                .containsExactly("access-granted", "node-renamed", "access-granted", "file-created", "folder-created");
        assertThat(side.get(bob, "/v1/activity?node=" + ann.root()).code()).isEqualTo("node-not-found");
    }

    @Test
    void activityOfAnAccountIsWhatItDidAndWhatHappenedInItsHome() {
        NodeId folder = ann.folder(ann.root(), "folder");
        ann.star(folder);
        bob.folder(bob.root(), "of bob");

        assertThat(get(ann, "/v1/activity").items("kind"))
                .containsExactly("node-starred", "folder-created", "folder-created", "account-opened");
        assertThat(get(ann, "/v1/activity?limit=1").items("node/name")).containsExactly("folder");
    }
}
