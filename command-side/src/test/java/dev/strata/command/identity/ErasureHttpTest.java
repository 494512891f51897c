package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.command.Receipts;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ErasureHttpTest {
    private static final String NAME = "Zephyrine";

    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final User zoe = Http.newUser();
    private final User bob = Http.newUser();

    private Answer erase(User who, String account, String password) {
        return who.http().send("DELETE", "/v1/accounts/" + account, "{\"password\": \"%s\"}".formatted(password));
    }

    private String folder(User who, String parent, String name, String... headers) {
        Answer made = who.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(parent, name), headers);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return made.text("id");
    }

    private void share(User who, String node, User with, String role) {
        assertThat(who.http()
                        .put(
                                "/v1/nodes/%s/grants/%s".formatted(node, with.accountId()),
                                "{\"role\": \"%s\"}".formatted(role))
                        .status())
                .isEqualTo(200);
    }

    private List<String> events(String about) {
        return jdbc.sql("""
                        SELECT regexp_replace(payload_type, '.*[$]', '') FROM log.event
                         WHERE strpos(convert_from(payload, 'UTF8'), ?) > 0 ORDER BY global_index""").param(about).query((row, _) -> row.getString(1)).list();
    }

    private List<String> rows(String text) {
        return List.of("node", "account", "access_grant", "device", "refresh_token", "idempotency_key", "reservation")
                .stream()
                .flatMap(table -> jdbc
                        .sql(
                                "SELECT CAST(t AS text) FROM command.%s t WHERE strpos(lower(CAST(t AS text)), lower(?)) > 0"
                                        .formatted(table))
                        .param(text)
                        .query((row, _) -> table + row.getString(1))
                        .list()
                        .stream())
                .toList();
    }

    private String keyOf(String subject) {
        return jdbc.sql(
                        "SELECT CASE WHEN wrapped_key IS NULL THEN 'destroyed' ELSE 'there' END FROM log.subject_key WHERE subject = ?")
                .param(UUID.fromString(subject))
                .query((row, _) -> row.getString(1))
                .single();
    }

    @Test
    void nothingOfTheAccountIsLeft() {
        String shared = folder(zoe, zoe.root(), NAME + " for all", "Idempotency-Key", "one");
        zoe.http().post("/v1/files", """
                {"parentId": "%s", "name": "%s.txt", "receipt": "%s"}""".formatted(shared, NAME, Receipts.of(zoe, "a")));
        zoe.http().put("/v1/nodes/%s/tags/%s".formatted(shared, NAME), null);
        zoe.http().post("/v1/devices", "{\"name\": \"Phone of %s\", \"platform\": \"linux\"}".formatted(NAME));
        share(zoe, shared, bob, "editor");
        folder(bob, shared, "Bob for " + NAME, "Idempotency-Key", "two");
        String bobs = folder(bob, bob.root(), "Bob's own", "Idempotency-Key", "three");
        share(bob, bobs, zoe, "viewer");
        assertThat(rows(NAME)).hasSizeGreaterThan(3);

        assertThat(erase(zoe, zoe.accountId(), "correct horse battery staple").status())
                .isEqualTo(204);

        Await.until(
                Duration.ofSeconds(20),
                "the tree is gone",
                () -> rows(zoe.spaceId()).isEmpty());
        assertThat(rows(NAME)).isEmpty();
        assertThat(rows(zoe.accountId())).isEmpty();
        assertThat(rows(zoe.login())).isEmpty();
        assertThat(rows(bobs)).hasSize(2).anyMatch(row -> row.startsWith("idempotency_key"));
        assertThat(events(zoe.accountId()))
                .endsWith("AccessRevoked", "AccountErased")
                .contains("AccessGranted");
        assertThat(events(shared)).endsWith("AccessRevoked");
        assertThat(events(NAME)).isEmpty();
        assertThat(keyOf(zoe.accountId())).isEqualTo("destroyed");
        assertThat(keyOf(zoe.spaceId())).isEqualTo("destroyed");
        assertThat(keyOf(bob.spaceId())).isEqualTo("there");
    }

    @Test
    void aTokenThatIsStillGoodIsGoodForNothing() {
        String bobs = folder(bob, bob.root(), "shared");
        share(bob, bobs, zoe, "editor");
        String refresh = Http.anonymous()
                .post(
                        "/v1/tokens",
                        "{\"login\": \"%s\", \"password\": \"correct horse battery staple\"}".formatted(zoe.login()))
                .text("refreshToken");
        assertThat(erase(zoe, zoe.accountId(), "correct horse battery staple").status())
                .isEqualTo(204);

        assertThat(zoe.http().get("/v1/me").text("code")).isEqualTo("account-erased");
        assertThat(zoe.http()
                        .post("/v1/devices", "{\"name\": \"late\", \"platform\": \"linux\"}")
                        .text("code"))
                .isEqualTo("account-erased");
        for (String parent : List.of(zoe.root(), bobs)) {
            assertThat(zoe.http()
                            .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"late\"}".formatted(parent))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(zoe.http().put("/v1/nodes/%s/star".formatted(bobs), null).status())
                .isEqualTo(404);
        assertThat(Http.anonymous()
                        .post("/v1/tokens/refresh", "{\"refreshToken\": \"%s\"}".formatted(refresh))
                        .status())
                .isEqualTo(401);
        assertThat(bob.http()
                        .put("/v1/nodes/%s/grants/%s".formatted(bobs, zoe.accountId()), "{\"role\": \"viewer\"}")
                        .text("code"))
                .isEqualTo("account-not-found");
    }

    @Test
    void erasingTwiceIsErasingOnceAndTheLoginIsFree() {
        assertThat(erase(zoe, zoe.accountId(), "correct horse battery staple").status())
                .isEqualTo(204);
        assertThat(erase(zoe, zoe.accountId(), "correct horse battery staple").status())
                .isEqualTo(204);
        assertThat(events(zoe.accountId()).stream().filter("AccountErased"::equals))
                .hasSize(1);
        Answer again = Http.anonymous()
                .post(
                        "/v1/accounts",
                        "{\"login\": \"%s\", \"password\": \"correct horse battery staple\"}".formatted(zoe.login()));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("accountId")).isNotEqualTo(zoe.accountId());
    }

    @Test
    void onlyTheOwnerCanAndOnlyWithThePassword() {
        assertThat(erase(zoe, zoe.accountId(), "wrong horse").text("code")).isEqualTo("wrong-password");
        assertThat(erase(bob, zoe.accountId(), "correct horse battery staple").text("code"))
                .isEqualTo("forbidden");
        assertThat(erase(bob, UUID.randomUUID().toString(), "correct horse battery staple")
                        .text("code"))
                .isEqualTo("forbidden");
        assertThat(zoe.http().get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aLegalHoldForbidsIt() {
        String held = folder(zoe, zoe.root(), "evidence");
        assertThat(zoe.http()
                        .put("/v1/nodes/%s/hold".formatted(held), "{\"reason\": \"case 17\"}")
                        .status())
                .isEqualTo(200);
        assertThat(erase(zoe, zoe.accountId(), "correct horse battery staple").text("code"))
                .isEqualTo("legal-hold");
        assertThat(keyOf(zoe.spaceId())).isEqualTo("there");
        assertThat(zoe.http().delete("/v1/nodes/%s/hold".formatted(held)).status())
                .isEqualTo(200);
        assertThat(erase(zoe, zoe.accountId(), "correct horse battery staple").status())
                .isEqualTo(204);
    }
}
