package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FeedLoopTest {
    private final Queue<Object> answers = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();

    @Test
    void goesOnFromTheLastCursor() {
        answers.add(upTo("b"));
        answers.add(upTo("c"));

        follow("a");

        assertThat(happened).containsExactly("ask a 30", "changed b", "ask b 30", "changed c", "ask c 30", "the end");
    }

    @Test
    void isToldOnceThatTheServerIsAwayAndOnceThatItIsBack() {
        answers.add(new ConnectException("refused"));
        answers.add(new ConnectException("refused"));
        answers.add(upTo("b"));

        follow("a");

        assertThat(happened)
                .containsExactly(
                        "ask a 30",
                        "offline",
                        "pause 1",
                        "ask a 0",
                        "pause 2",
                        "ask a 0",
                        "online",
                        "changed b",
                        "ask b 30",
                        "the end");
    }

    @Test
    void comesBackWhenTheServerHasAskedItTo() {
        answers.add(new ComeBackException(Duration.ofSeconds(7)));
        answers.add(new ConnectException("refused"));
        answers.add(upTo("b"));

        follow("a");

        assertThat(happened)
                .containsSubsequence("offline", "pause PT7S", "ask a 0", "pause 2", "ask a 0", "online", "changed b");
    }

    @Test
    void aRefusalEndsIt() {
        assertThatThrownBy(() -> new FeedLoop(
                                (_, _) -> {
                                    throw StrataProblem.of(
                                            410,
                                            "{\"code\":\"feed-reset\"}".getBytes(StandardCharsets.UTF_8),
                                            null,
                                            JSON);
                                },
                                _ -> {},
                                _ -> {})
                        .run("old"))
                .isInstanceOf(StrataProblem.class)
                .hasMessageContaining("feed-reset");
    }

    @Test
    void aServerThatIsBusyIsWaitedFor() {
        answers.add(StrataProblem.of(
                503, "{\"code\":\"busy\",\"retryable\":true}".getBytes(StandardCharsets.UTF_8), null, JSON));
        answers.add(upTo("b"));

        follow("a");

        assertThat(happened).containsSubsequence("offline", "pause 1", "online", "changed b");
    }

    @Test
    void anInterruptionEndsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new FeedLoop((_, _) -> upTo("b"), _ -> {}, _ -> {}).run("a"))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void pausesGrowAndEnd() {
        assertThat(Pauses.upTo(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Pauses.upTo(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Pauses.upTo(1_000)).isEqualTo(Duration.ofMinutes(1));
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Changes upTo(String cursor) {
        return new Changes(null, cursor, false, "e", List.of());
    }

    private void follow(String cursor) {
        FeedFollower follower = new FeedFollower() {
            @Override
            public void changed(Changes changes) {
                happened.add("changed " + changes.to());
            }

            @Override
            public void offline(IOException reason) {
                happened.add("offline");
            }

            @Override
            public void online() {
                happened.add("online");
            }
        };
        Pauses pauses = new Pauses() {
            @Override
            public void after(int failures) {
                happened.add("pause " + failures);
            }

            @Override
            public void asked(Duration pause) {
                happened.add("pause " + pause);
            }
        };
        assertThatThrownBy(() -> new FeedLoop(this::answer, follower, pauses).run(cursor))
                .hasMessage("the end");
    }

    private Changes answer(@Nullable String cursor, int wait) throws IOException {
        happened.add("ask %s %d".formatted(cursor, wait));
        return switch (answers.poll()) {
            case Changes changes -> changes;
            case IOException failure -> throw failure;
            case StrataProblem problem -> throw problem;
            case null, default -> {
                happened.add("the end");
                throw new IllegalStateException("the end");
            }
        };
    }
}
