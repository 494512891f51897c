package dev.strata.endtoend.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who asks too often is told when to ask again, and disturbs nobody else. */
class RateLimitsIT {
    private static final Api NOBODY = Api.at(Guarded.process().url());

    @Test
    void readsOfOneAccount() {
        Person eager = Person.signUp(Guarded.process().url());
        Person other = Person.signUp(Guarded.process().url());
        Answer first = eager.api().get("/v1/me").is(200);
        assertThat(first.header("RateLimit-Limit")).isEqualTo("" + Guarded.READS);
        assertThat(first.header("RateLimit-Remaining")).isEqualTo("" + (Guarded.READS - 1));

        Answer refused = Stream.generate(() -> eager.api().get("/v1/me"))
                .limit(10L * Guarded.READS)
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();

        refused.isProblem(429, "too-many-requests");
        assertThat(refused.json().path("retryable").asBoolean()).isTrue();
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3_600);
        assertThat(Integer.parseInt(refused.header("RateLimit-Reset"))).isBetween(1, 3_600);
        other.api().get("/v1/me").is(200);
        eager.folder(eager.root(), "what changes something has a limit of its own");
    }

    /** However the path is written. */
    @Test
    void lookUpsOfOneAccount() {
        Person eager = Person.signUp(Guarded.process().url());
        Person other = Person.signUp(Guarded.process().url());
        Answer first = eager.api().get("/v1/people/nobody-1").isProblem(404, "account-not-found");
        assertThat(first.header("RateLimit-Limit")).isEqualTo("" + Guarded.LOOK_UPS);
        for (int i = 2; i <= Guarded.LOOK_UPS; i++) {
            eager.api().get("/v1/%70eople/nobody-" + i).isProblem(404, "account-not-found");
        }

        Answer refused = eager.api().get("/v1/people/nobody-1").isProblem(429, "too-many-requests");

        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3_600 / Guarded.LOOK_UPS);
        eager.api().send("HEAD", "/v1/people/nobody-1", BodyPublishers.noBody()).is(429);
        eager.api().get("/v1/me").is(200);
        other.api().get("/v1/people/nobody-1").isProblem(404, "account-not-found");
    }

    /** It is the address that is counted, whatever it posts. */
    @Test
    void signInsOfOneAddress() {
        Answer refused = Stream.generate(() -> signIn("203.0.113.9"))
                .limit(10L * Guarded.SIGN_INS)
                .filter(answer -> answer.status() != 400)
                .findFirst()
                .orElseThrow();

        refused.isProblem(429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        signIn("203.0.113.10").isProblem(400, "invalid-value");
        NOBODY.get("/v1/me", "X-Forwarded-For", "203.0.113.9").isProblem(401, "not-signed-in");
    }

    /** Whoever has one address of such a network has all of them. */
    @Test
    void addressesOfOneIpv6NetworkAreOne() {
        Answer first = signIn("2001:db8:1:2::1");
        Answer second = signIn("2001:db8:1:2:ffff::2");
        Answer elsewhere = signIn("2001:db8:1:3::1");

        assertThat(remaining(second)).isEqualTo(remaining(first) - 1);
        assertThat(remaining(elsewhere)).isEqualTo(remaining(first));
    }

    private static int remaining(Answer answer) {
        return Integer.parseInt(answer.header("RateLimit-Remaining"));
    }

    /** Without login and password, so that no password is hashed. */
    private static Answer signIn(String address) {
        return NOBODY.post("/v1/tokens", "{}", "X-Forwarded-For", address);
    }
}
