package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.GroupId;
import dev.strata.kernel.id.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);

    @ParameterizedTest
    @ValueSource(strings = {"node", "version-history", "sharing", "star", "conflict", "comment", "audit-trail"})
    void resetAndReplayGivesTheSameRows(String projection) {
        aBitOfEverything();
        side.awaitProjections();
        Map<String, List<String>> before = side.rows();

        StreamingEventProcessor processor = side.processor(projection);
        processor.shutDown();
        processor.resetTokens();
        Map<String, List<String>> emptied = side.rows();
        processor.start();
        side.awaitProjections();

        String table = projection.equals("sharing") ? "sharing_grant" : projection.replace('-', '_');
        assertThat(before.get(table)).isNotEmpty();
        assertThat(emptied.get(table)).isEmpty();
        assertThat(side.rows()).isEqualTo(before);
    }

    /** What happens when a token is lost: everything comes again on top of the rows that are there. */
    @Test
    void eventsThatComeTwiceChangeNothing() {
        aBitOfEverything();
        side.awaitProjections();
        Map<String, List<String>> before = side.rows();

        RunningQuerySide.PROJECTIONS.forEach(name -> side.processor(name).shutDown());
        side.jdbc().sql("DELETE FROM query.token_entry").update();
        RunningQuerySide.PROJECTIONS.forEach(name -> side.processor(name).start());
        side.awaitProjections();

        assertThat(side.rows()).isEqualTo(before);
    }

    @Test
    void readerIsServedAfterAReplay() {
        Person ann = Person.opened(log);
        side.awaitProjections();
        resetAndStart("node");
        side.awaitProjections();

        assertThat(side.get(ann, "/v1/nodes/" + ann.root(), "Strata-At-Least", ann.root() + "@1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thePastIsNotToldBeforeItIsThereAgain() {
        Person ann = Person.opened(EventLog.of(side, Duration.ofMinutes(1)));
        ann.file(ann.root(), "file");
        side.awaitProjections();
        String children =
                "/v1/nodes/" + ann.root() + "/children?at=" + Instant.now().minusSeconds(30);
        assertThat(side.get(ann, children).items("name")).containsExactly("file");

        StreamingEventProcessor processor = side.processor("node");
        processor.shutDown();
        processor.resetTokens();
        assertThat(side.get(ann, children).code()).isEqualTo("not-yet-visible");
        processor.start();
        side.awaitProjections();
        assertThat(side.get(ann, children).items("name")).containsExactly("file");
    }

    private void resetAndStart(String projection) {
        StreamingEventProcessor processor = side.processor(projection);
        processor.shutDown();
        processor.resetTokens();
        processor.start();
    }

    private void aBitOfEverything() {
        Person ann = Person.opened(log);
        Person bob = Person.opened(log);
        NodeId folder = ann.folder(ann.root(), "folder");
        NodeId file = ann.file(folder, "file");
        ann.addVersion(file, 2, 'b');
        ann.restore(file, 3, 1);
        ann.rename(file, "file", "renamed");
        ann.move(file, folder, ann.root(), "renamed");
        ann.trash(file, ann.root(), "renamed");
        ann.untrash(file, folder, "back");
        ann.trash(ann.file(ann.root(), "stays in the trash"), ann.root(), "stays in the trash");
        NodeId purged = ann.folder(ann.root(), "purged");
        ann.file(purged, "below");
        ann.trash(purged, ann.root(), "purged");
        ann.purge(purged);
        GrantId grant = ann.grant(folder, bob, "viewer");
        ann.changeRole(grant, folder, bob, "viewer", "editor");
        GrantId revoked = ann.grant(file, bob, "viewer");
        GroupId group = ann.group("gardeners");
        ann.join(group, bob, false);
        GrantId shared = ann.grant(folder, group, "commenter");
        ann.hide(shared, folder, group, bob);
        ann.show(shared, folder, group, bob);
        ann.hide(shared, folder, group, bob);
        ann.leave(group, bob);
        ann.join(group, bob, true);
        ann.rename(group, "gardeners", "florists");
        GroupId deleted = ann.group("short-lived");
        ann.join(deleted, bob, false);
        ann.delete(deleted);
        ann.revoke(revoked, file, bob);
        ann.device("laptop");
        ann.aBitOfEveryAttribute(file);
        ann.conflict(ann.file(folder, "copy"), file);
    }
}
