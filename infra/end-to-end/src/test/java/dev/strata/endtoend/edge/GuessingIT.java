package dev.strata.endtoend.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.AtOnce;
import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever guesses passwords learns nothing, gets hardly any checked, and does not keep the owner out. */
class GuessingIT {
    private static final Api NOBODY = Api.at(Guarded.process().url());

    private static final int GUESSES = 10_000;
    private static final int NETWORKS = 250;
    private static final int CONNECTIONS = 16;

    /** {@code strata.sign-in.wrong.per-login}, and what becomes free while the test runs. */
    private static final int CHECKED_MAX = 100 + 20;

    private static Answer signIn(String login, String password, String address) {
        return NOBODY.post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(login, password), "X-Forwarded-For", address);
    }

    @Test
    void tenThousandWrongPasswordsFromManyNetworks() {
        Person anna = Person.signUp(Guarded.process().url());
        List<Callable<List<Integer>>> guessers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            guessers.add(() -> IntStream.iterate(first, guess -> guess < GUESSES, guess -> guess + CONNECTIONS)
                    .mapToObj(guess -> signIn(anna.login(), "wrong password " + guess, network(guess % NETWORKS)))
                    .map(Answer::status)
                    .toList());
        }
        Map<Integer, Long> statuses = AtOnce.all(guessers).stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(statuses).containsOnlyKeys(401, 429);
        assertThat(statuses.get(401)).isBetween(1L, (long) CHECKED_MAX);
        assertThat(anna.signIn().api().get("/v1/me").is(200).text("accountId")).isEqualTo(anna.accountId());
    }

    private static String network(int number) {
        return "198.%d.%d.7".formatted(18 + number / 200, number % 200);
    }

    /** To hash a password takes many times as long as to see that there is no such login. */
    @Test
    void theTimeOfARefusalDoesNotTellWhetherALoginExists() {
        Person anna = Person.signUp(Guarded.process().url());
        List<Duration> known = new ArrayList<>();
        List<Duration> unknown = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            String address = "203.0.%d.1".formatted(i);
            known.add(refusal(anna.login(), address));
            unknown.add(refusal("p" + UUID.randomUUID().toString().substring(0, 18), address));
        }
        assertThat(median(unknown))
                .isBetween(median(known).dividedBy(2), median(known).multipliedBy(2));
    }

    private static Duration refusal(String login, String address) {
        long begin = System.nanoTime();
        signIn(login, "wrong password of a guesser", address).isProblem(401, "invalid-credentials");
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
