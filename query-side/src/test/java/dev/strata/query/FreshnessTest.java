package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.account.AccountEvent.AccountOpened;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;

class FreshnessTest {
    private static final String AT_LEAST = "Strata-At-Least";

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);

    @Test
    void readerSeesHisWrite() {
        NodeId file = ann.file(ann.root(), "0");
        for (int i = 0; i < 50; i++) {
            ann.rename(file, "" + i, "" + (i + 1));

            Answer answer = side.get(ann, "/v1/nodes/" + file, AT_LEAST, file + "@" + log.version(file));

            assertThat(answer.text("name")).isEqualTo("" + (i + 1));
        }
    }

    @Test
    void anyAggregateCanBeWaitedFor() {
        Person bob = Person.opened(log);
        NodeId file = ann.file(ann.root(), "file");
        var grant = ann.grant(file, bob, "viewer");

        Answer answer = side.get(bob, "/v1/shared-with-me", AT_LEAST, grant + "@1");

        assertThat(answer.items("name")).containsExactly("file");
    }

    @Test
    void versionThatIsCommittedWhileTheReaderWaitsIsShown() {
        NodeId file = ann.file(ann.root(), "old");
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> side.get(ann, "/v1/nodes/" + file, AT_LEAST, file + "@2"));
        Await.until(Duration.ofSeconds(2), "the rename is appended", () -> {
            ann.rename(file, "old", "new");
            return true;
        });

        assertThat(answer.join().text("name")).isEqualTo("new");
    }

    @Test
    void versionThatDoesNotComeEndsInAProblemThatCanBeRetried() {
        Answer answer = side.get(ann, "/v1/nodes/" + ann.root(), AT_LEAST, ann.root() + "@1000");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("not-yet-visible");
        assertThat(answer.text("retryable")).isEqualTo("true");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "@1", "00000000-0000-0000-0000-000000000000@0", "1-1-1-1-1@1", "'; DROP@1"})
    void headerThatMeansNothingIsRefused(String header) {
        Answer answer = side.get(ann, "/v1/trash", AT_LEAST, header);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-at-least");
    }

    @Test
    void otherEndpointsOfTheProcessDoNotLookAtTheHeader() {
        assertThat(side.get(ann, "/v3/api-docs", AT_LEAST, "x").status()).isEqualTo(200);
    }

    @Test
    void appendThatWasRolledBackDelaysNobody() {
        NodeId file = ann.file(ann.root(), "file");
        log.appendAndRollBack(
                side.bean(PlatformTransactionManager.class),
                ann.account(),
                ann.account(),
                new AccountOpened(ann.account(), "x", null, null, SpaceId.random(), NodeId.random()));
        ann.rename(file, "file", "renamed");

        Answer answer = side.get(ann, "/v1/nodes/" + file, AT_LEAST, file + "@2");

        assertThat(answer.text("name")).as("%s", answer).isEqualTo("renamed");
    }

    @Test
    void newNodeIsFoundWithoutAskingForIt() {
        for (int i = 0; i < 50; i++) {
            NodeId file = ann.file(ann.root(), "file-" + i);

            assertThat(side.get(ann, "/v1/paths/file-" + i).text("id")).isEqualTo(file.toString());
        }
    }

    /** The quickest of some: the whole machine may pause, but not each time. */
    @Test
    void whatDoesNotExistIsMissingAtOnce() {
        side.awaitProjections();

        assertThat(quickestRefusal()).isLessThan(Duration.ofMillis(450));
    }

    private Duration quickestRefusal() {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(side.get(ann, "/v1/nodes/" + NodeId.random()).code()).isEqualTo("node-not-found");
            quickest = Math.min(quickest, System.nanoTime() - start);
        }
        return Duration.ofNanos(quickest);
    }
}
