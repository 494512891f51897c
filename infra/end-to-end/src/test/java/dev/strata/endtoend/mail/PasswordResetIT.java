package dev.strata.endtoend.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Another password by mail: also while the mail server is down, and without telling who has an account. */
class PasswordResetIT {
    private static final String NEW = "battery staple horse correct";
    private static final Pattern TOKEN = Pattern.compile("\"token\": \"([A-Za-z0-9_-]{43})\"");

    private static final Mailbox MAILBOX = new Mailbox();
    private static StrataProcess strata;

    /** The mail server is down yet. */
    @BeforeAll
    static void start() {
        strata = MAILBOX.strata("password-reset");
    }

    @AfterAll
    static void stop() {
        strata.close();
        MAILBOX.close();
    }

    private static Answer ask(String login) {
        return Api.at(strata.url()).post("/v1/password-resets", "{\"login\": \"%s\"}".formatted(login));
    }

    private static Answer set(String token) {
        return Api.at(strata.url()).put("/v1/password-resets", """
                {"token": "%s", "newPassword": "%s"}""".formatted(token, NEW));
    }

    private static Answer signIn(Person person, String password) {
        return Api.at(strata.url()).post("/v1/tokens", """
                {"login": "%s", "password": "%s"}""".formatted(person.login(), password));
    }

    @Test
    void aTokenWaitsForTheMailServerAndSetsAnotherPasswordOnce() throws Exception {
        Person anna = Mailbox.withAddress(Person.signUp(strata.url()));
        ask(anna.login()).is(202);
        MAILBOX.open();
        Matcher token = TOKEN.matcher(MAILBOX.await(anna, "a new password"));
        assertThat(token.find()).isTrue();

        set(token.group(1)).is(204);
        anna.api().get("/v1/me").isProblem(401, "invalid-token");
        signIn(anna, Person.PASSWORD).isProblem(401, "invalid-credentials");
        signIn(anna, NEW).is(200);
        set(token.group(1)).isProblem(403, "invalid-reset-token");
        assertThat(MAILBOX.await(anna, "your password was changed")).contains(anna.login());
        assertThat(strata.home().resolve("mail")).doesNotExist();
        assertThat(Files.readString(strata.home().resolve("logs").resolve("strata.log")))
                .doesNotContain(token.group(1), Mailbox.addressOf(anna));
    }

    /** To write and to encrypt a mail takes many times as long as to see that there is no such login. */
    @Test
    void theTimeOfTheAnswerDoesNotTellWhetherALoginExists() {
        List<Duration> known = new ArrayList<>();
        List<Duration> unknown = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Person person = Mailbox.withAddress(Person.signUp(strata.url()));
            unknown.add(time("p" + UUID.randomUUID().toString().substring(0, 18)));
            known.add(time(person.login()));
        }
        assertThat(median(known))
                .isBetween(median(unknown).dividedBy(2), median(unknown).multipliedBy(2));
    }

    private static Duration time(String login) {
        long begin = System.nanoTime();
        ask(login).is(202);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
