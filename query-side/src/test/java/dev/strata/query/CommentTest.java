package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.comment.CommentEvent.CommentAdded;
import dev.strata.kernel.comment.CommentEvent.CommentEdited;
import dev.strata.kernel.comment.CommentEvent.CommentRemoved;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.erasure.SubjectKeys;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

class CommentTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);
    private final NodeId file = ann.file(ann.root(), "file");

    private CommentId says(Person author, String text, Person... mentioned) {
        CommentId id = CommentId.random();
        log.append(
                author.account(),
                id,
                new CommentAdded(
                        id,
                        file,
                        ann.space(),
                        author.account(),
                        text,
                        List.of(mentioned).stream().map(Person::account).toList()));
        return id;
    }

    private void edits(Person author, CommentId id, String text) {
        log.append(author.account(), id, new CommentEdited(id, file, ann.space(), author.account(), text, List.of()));
    }

    private Answer comments(Person reader, String query) {
        return side.get(reader, "/v1/nodes/%s/comments%s".formatted(file, query));
    }

    @Test
    void theOldestComesFirstAndNamesItsAuthor() {
        says(ann, "first", bob);
        says(ann, "second");
        side.awaitProjections();

        Answer answer = comments(ann, "");

        assertThat(answer.items("text")).containsExactly("first", "second");
        assertThat(answer.items("login")).containsOnly(ann.login());
    }

    @Test
    void onlyWhoeverSeesTheNodeReadsThem() {
        says(ann, "first");
        side.awaitProjections();
        assertThat(comments(bob, "").code()).isEqualTo("node-not-found");

        ann.grant(file, bob, "viewer");
        side.awaitProjections();
        assertThat(comments(bob, "").items("text")).containsExactly("first");
    }

    @Test
    void thePastHasTheWordsOfThen() {
        CommentId one = says(ann, "one");
        CommentId two = says(ann, "two");
        side.awaitProjections();
        Instant then = TimeTravelTest.passed(Instant.now());

        edits(ann, one, "uno");
        log.append(ann.account(), two, new CommentRemoved(two, file, ann.space(), ann.account()));
        side.awaitProjections();

        assertThat(comments(ann, "").items("text")).containsExactly("uno");
        assertThat(comments(ann, "?at=" + then).items("text")).containsExactly("one", "two");
    }

    @Test
    void pagesGoOnWhereTheyEnded() {
        says(ann, "one");
        says(ann, "two");
        says(ann, "three");
        side.awaitProjections();

        Answer first = comments(ann, "?limit=2");
        Answer second = comments(ann, "?limit=2&cursor=" + first.text("nextCursor"));

        assertThat(first.items("text")).containsExactly("one", "two");
        assertThat(second.items("text")).containsExactly("three");
    }

    @Test
    void whatAnErasedAccountSaidCannotBeRead() {
        says(bob, "my secret");
        says(ann, "no secret");
        side.awaitProjections();

        log.erase(bob, side.bean(SubjectKeys.class), side.bean(PlatformTransactionManager.class));
        side.awaitProjections();

        assertThat(comments(ann, "").items("text")).containsExactly("[erased]", "no secret");
        assertThat(side.rows().toString()).doesNotContain("my secret");
    }
}
