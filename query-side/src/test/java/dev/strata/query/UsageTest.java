package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    /** Own, subtree, versions, trash, files and folders. */
    private String usage(Person reader, String query) {
        side.awaitProjections();
        Answer answer = side.get(reader, "/v1/usage" + query);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return "%s %s %s %s %s %s"
                .formatted(
                        answer.text("own"),
                        answer.text("subtree"),
                        answer.text("versions"),
                        answer.text("trash"),
                        answer.text("files"),
                        answer.text("folders"));
    }

    @Test
    void anEmptyHomeTakesNothing() {
        assertThat(usage(ann, "")).isEqualTo("0 0 0 0 0 0");
    }

    @Test
    void sumsAreForEachFolderAndForTheHome() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId inner = ann.folder(folder, "inner");
        NodeId file = ann.file(folder, "file", 100);
        ann.addVersion(file, 2, 'b', 1_000);
        NodeId deep = ann.file(inner, "deep", 10);
        ann.file(ann.root(), "top", 1);
        Instant before = TimeTravelTest.passed(Instant.now());

        assertThat(usage(ann, "?node=" + folder)).isEqualTo("1000 1010 100 0 2 1");
        assertThat(usage(ann, "?node=" + file)).isEqualTo("1000 1000 100 0 1 0");
        assertThat(usage(ann, "")).isEqualTo("1 1011 100 0 3 2");

        ann.prune(file, 1);
        ann.trash(inner, folder, "inner");

        assertThat(usage(ann, "?node=" + folder)).isEqualTo("1000 1000 0 10 1 0");
        assertThat(usage(ann, "?node=" + inner)).isEqualTo("10 10 0 0 1 0");
        assertThat(usage(ann, "")).isEqualTo("1 1001 0 10 2 1");
        assertThat(usage(ann, "?at=" + before)).isEqualTo("1 1011 100 0 3 2");
        assertThat(usage(ann, "?node=" + folder + "&at=" + before)).isEqualTo("1000 1010 100 0 2 1");

        ann.purge(inner);

        assertThat(usage(ann, "")).isEqualTo("1 1001 0 0 2 1");
        assertThat(usage(ann, "?node=" + deep + "&at=" + before)).isEqualTo("10 10 0 0 1 0");
    }

    @Test
    void whatIsInTheTrashIsTheOwnersBusiness() {
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file", 100);
        ann.file(folder, "other", 10);
        ann.trash(file, folder, "file");
        ann.grant(folder, bob, "viewer");

        assertThat(usage(bob, "?node=" + folder)).isEqualTo("10 10 0 0 1 0");
        assertThat(usage(ann, "?node=" + folder)).isEqualTo("10 10 0 100 1 0");
        assertThat(side.get(bob, "/v1/usage?node=" + ann.root()).code()).isEqualTo("node-not-found");
    }
}
