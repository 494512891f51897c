package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import dev.strata.platform.signing.SigningKeys;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AdministrationHttpTest {
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);
    private final User ada = Http.newUser();
    private final User bob = Http.newUser();
    private final Http admin = named(ada);

    private static Answer signIn(User who) {
        return Http.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "correct horse battery staple"}""".formatted(who.login()));
    }

    private static Http operator() {
        return Http.with(CommandSideProcess.shared()
                .bean(SigningKeys.class)
                .find("operator-token")
                .orElseThrow()
                .strip());
    }

    /** Makes somebody an administrator, who has to sign in again to be one. */
    private static Http named(User who) {
        assertThat(operator().put("/v1/operations/admins/" + who.login(), null).status())
                .isEqualTo(200);
        return Http.with(signIn(who).text("accessToken"));
    }

    private String path(User who, String rest) {
        return "/v1/admin/accounts/" + who.accountId() + rest;
    }

    private List<String> changes(User of) {
        return jdbc.sql("""
                        SELECT regexp_replace(payload_type, '.*[$]', '') || ' by '
                               || coalesce(substring(convert_from(meta_data, 'UTF8') FROM '"actor":"([^"]*)"'), 'operator')
                          FROM log.event WHERE aggregate_identifier = ? AND payload_type LIKE '%AccountChange$%'
                         ORDER BY global_index""")
                .param(of.accountId())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void theOperatorNamesAdministratorsAndTheirOldTokensEnd() {
        assertThat(ada.http().get("/v1/me").status()).isEqualTo(401);
        assertThat(admin.get("/v1/me").text("role")).isEqualTo("admin");
        assertThat(changes(ada)).containsExactly("AccountRoleChanged by operator");
        assertThat(operator().delete("/v1/operations/admins/" + ada.login()).text("role"))
                .isEqualTo("user");
        assertThat(admin.get(path(bob, "")).status()).isEqualTo(401);
        assertThat(operator()
                        .put("/v1/operations/admins/nobody-" + UUID.randomUUID(), null)
                        .text("code"))
                .isEqualTo("account-not-found");
        assertThat(bob.http().put("/v1/operations/admins/" + bob.login(), null).status())
                .isEqualTo(403);
    }

    @Test
    void nobodyElseAdministers() {
        User eve = Http.newUser();
        admin.put(path(bob, "/role"), "{\"role\": \"auditor\"}");
        Http auditor = Http.with(signIn(bob).text("accessToken"));
        for (Http who : List.of(eve.http(), auditor)) {
            assertThat(who.get("/v1/admin/accounts").text("code")).isEqualTo("forbidden");
            assertThat(who.get(path(ada, "")).status()).isEqualTo(403);
            assertThat(who.put(path(eve, "/role"), "{\"role\": \"admin\"}").status())
                    .isEqualTo(403);
            assertThat(who.put(path(ada, "/disabled"), null).status()).isEqualTo(403);
            assertThat(who.delete(path(ada, "/disabled")).status()).isEqualTo(403);
            assertThat(who.delete(path(ada, "/sessions")).status()).isEqualTo(403);
            assertThat(who.delete(path(ada, "/totp")).status()).isEqualTo(403);
            assertThat(who.put(path(eve, "/quota"), "{\"bytes\": null}").status())
                    .isEqualTo(403);
            assertThat(who.post("/v1/admin/invitations", "{}").status()).isEqualTo(403);
            assertThat(who.get("/v1/admin/invitations").status()).isEqualTo(403);
            assertThat(who.delete("/v1/admin/invitations/" + UUID.randomUUID()).status())
                    .isEqualTo(403);
        }
        assertThat(Http.anonymous().get("/v1/admin/accounts").status()).isEqualTo(401);
    }

    @Test
    void aDisabledAccountIsOutUntilItIsEnabled() {
        Answer tokens = signIn(bob);
        Answer disabled = admin.put(path(bob, "/disabled"), null);
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.text("disabledAt")).isNotEmpty();
        assertThat(disabled.body().path("sessions").asLong()).isZero();
        assertThat(bob.http().get("/v1/me").status()).isEqualTo(401);
        assertThat(Http.anonymous()
                        .post("/v1/tokens/refresh", "{\"refreshToken\": \"%s\"}".formatted(tokens.text("refreshToken")))
                        .status())
                .isEqualTo(401);
        assertThat(signIn(bob).text("code")).isEqualTo("account-disabled");
        assertThat(Http.anonymous()
                        .post("/v1/tokens", """
                {"login": "%s", "password": "wrong horse"}""".formatted(bob.login()))
                        .text("code"))
                .isEqualTo("invalid-credentials");

        admin.put(path(bob, "/disabled"), null);
        assertThat(admin.delete(path(bob, "/disabled")).status()).isEqualTo(200);
        Http again = Http.with(signIn(bob).text("accessToken"));
        assertThat(again.get("/v1/me").text("rootFolderId")).isEqualTo(bob.root());
        assertThat(changes(bob))
                .containsExactly("AccountDisabled by " + ada.accountId(), "AccountEnabled by " + ada.accountId());
        assertThat(again.get("/v1/me/security-events").response().body()).contains("account-disabled");
    }

    @Test
    void nobodyChangesHisOwnRoleOrDisablesHimself() {
        assertThat(admin.put(path(ada, "/role"), "{\"role\": \"user\"}").text("code"))
                .isEqualTo("own-account");
        assertThat(admin.put(path(ada, "/disabled"), null).text("code")).isEqualTo("own-account");
        assertThat(admin.get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorSignsSomebodyOut() {
        assertThat(admin.delete(path(bob, "/sessions")).status()).isEqualTo(200);
        assertThat(bob.http().get("/v1/me").status()).isEqualTo(401);
        assertThat(signIn(bob).status()).isEqualTo(200);
        assertThat(changes(bob)).containsExactly("AccountSignedOut by " + ada.accountId());
    }

    @Test
    void anAdministratorTakesALostSecondFactorAway() {
        Authenticator app = Authenticator.of(bob.http()
                .post("/v1/me/totp", "{\"password\": \"correct horse battery staple\"}")
                .text("secret"));
        assertThat(admin.delete(path(bob, "/totp")).body().path("secondFactor").asBoolean())
                .isFalse();
        assertThat(bob.http()
                        .put("/v1/me/totp", "{\"code\": \"%s\"}".formatted(app.code()))
                        .status())
                .isEqualTo(200);
        assertThat(admin.get(path(bob, "")).body().path("secondFactor").asBoolean())
                .isTrue();
        assertThat(signIn(bob).text("code")).isEqualTo("second-factor-required");

        Answer removed = admin.delete(path(bob, "/totp"));
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body().path("secondFactor").asBoolean()).isFalse();
        assertThat(bob.http().get("/v1/me").status()).isEqualTo(401);
        Http again = Http.with(signIn(bob).text("accessToken"));
        assertThat(again.get("/v1/me/security-events").response().body()).contains("second-factor-removed");
        admin.delete(path(bob, "/totp"));
        assertThat(changes(bob)).containsExactly("SecondFactorRemoved by " + ada.accountId());
        assertThat(admin.delete(path(ada, "/totp")).text("code")).isEqualTo("own-account");
    }

    @Test
    void aQuotaIsSetAndTakenAway() {
        assertThat(admin.put(path(bob, "/quota"), "{\"bytes\": 1000}")
                        .body()
                        .path("quota")
                        .asLong())
                .isEqualTo(1000);
        assertThat(bob.http().get("/v1/me").body().path("quota").path("quota").asLong())
                .isEqualTo(1000);
        assertThat(admin.put(path(bob, "/quota"), "{\"bytes\": -1}").status()).isEqualTo(400);
        assertThat(admin.put(path(bob, "/quota"), "{\"bytes\": null}")
                        .body()
                        .path("quota")
                        .isNull())
                .isTrue();
        assertThat(changes(bob)).hasSize(2).allMatch(change -> change.startsWith("QuotaChanged"));
    }

    @Test
    void accountsAreFoundByPartsAndComeInPages() {
        String part = UUID.randomUUID().toString().substring(0, 8);
        for (String login : List.of("c-" + part, "B-" + part, "a-" + part)) {
            Http.anonymous().post("/v1/accounts", """
                    {"login": "%s", "password": "correct horse battery staple"}""".formatted(login));
        }
        bob.http().put("/v1/me", "{\"displayName\": \"Bob %s\", \"email\": null}".formatted(part));
        Answer first = admin.get("/v1/admin/accounts?limit=3&q=" + part.toUpperCase(java.util.Locale.ROOT));
        assertThat(first.body().path("items").values().stream()
                        .map(item -> item.path("login").asString()))
                .containsExactly("a-" + part, "B-" + part, "c-" + part);
        Answer second = admin.get("/v1/admin/accounts?limit=3&q=" + part + "&cursor=" + first.text("nextCursor"));
        assertThat(second.body().path("items")).hasSize(1);
        assertThat(second.body().path("items").get(0).path("login").asString()).isEqualTo(bob.login());
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
        assertThat(admin.get("/v1/admin/accounts?q=" + "x".repeat(255)).status())
                .isEqualTo(400);
        assertThat(admin.get("/v1/admin/accounts/" + UUID.randomUUID()).text("code"))
                .isEqualTo("account-not-found");
        assertThat(first.response().body()).doesNotContain("argon2");
    }

    @Test
    void anAccountChangesItsProfile() {
        Answer answer = bob.http().put("/v1/me", """
                {"displayName": "Bobby Tables", "email": "bob@example.org", "password": "correct horse battery staple"}""");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("displayName")).isEqualTo("Bobby Tables");
        bob.http().put("/v1/me", "{\"displayName\": \"Bobby Tables\", \"email\": \"bob@example.org\"}");
        assertThat(changes(bob)).containsExactly("ProfileChanged by " + bob.accountId());
        assertThat(jdbc.sql("SELECT count(*) FROM log.event WHERE convert_from(payload, 'UTF8') LIKE '%Bobby Tables%'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(bob.http()
                        .put("/v1/me", "{\"displayName\": \"%s\"}".formatted("x".repeat(101)))
                        .status())
                .isEqualTo(400);
        assertThat(bob.http().put("/v1/me", "{}").text("code")).isEqualTo("password-required");
        assertThat(bob.http()
                        .put("/v1/me", "{\"password\": \"a wrong one, I fear\"}")
                        .text("code"))
                .isEqualTo("wrong-password");
        assertThat(bob.http()
                        .put("/v1/me", "{\"password\": \"correct horse battery staple\"}")
                        .body()
                        .path("email")
                        .isNull())
                .isTrue();
    }

    @Test
    void anInvitationIsMadeListedAndWithdrawn() {
        Answer made = admin.post("/v1/admin/invitations", "{\"days\": 1}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(jdbc.sql("SELECT count(*) FROM command.invitation WHERE token_hash = ?")
                        .param(made.text("token"))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(admin.get("/v1/admin/invitations").response().body()).contains(made.text("id"));
        assertThat(admin.delete("/v1/admin/invitations/" + made.text("id")).status())
                .isEqualTo(204);
        assertThat(admin.delete("/v1/admin/invitations/" + made.text("id")).text("code"))
                .isEqualTo("invitation-not-found");
        assertThat(admin.post("/v1/admin/invitations", "{\"days\": 91}").status())
                .isEqualTo(400);
        assertThat(changes(ada))
                .endsWith("InvitationMade by " + ada.accountId(), "InvitationWithdrawn by " + ada.accountId());
    }

    @Test
    void anInvitationOpensOneAccount() {
        Invitations invitations = CommandSideProcess.shared().bean(Invitations.class);
        SignUpPolicy invited = new SignUpPolicy(invitations, "invited");
        String token = admin.post("/v1/admin/invitations", "{}").text("token");
        invited.check(token);
        invited.admit(token);
        assertThat(refusalOf(() -> invited.admit(token))).isEqualTo("invitation-needed");
        assertThat(refusalOf(() -> invited.check(null))).isEqualTo("invitation-needed");
        String late = admin.post("/v1/admin/invitations", "{}").text("token");
        jdbc.sql("UPDATE command.invitation SET expires_at = now() - interval '1 second'")
                .update();
        assertThat(refusalOf(() -> invited.admit(late))).isEqualTo("invitation-needed");
        assertThat(refusalOf(() -> new SignUpPolicy(invitations, "closed").check(token)))
                .isEqualTo("sign-up-closed");
    }

    private static String refusalOf(Runnable work) {
        try {
            work.run();
            return "none";
        } catch (dev.strata.platform.web.ProblemException e) {
            return e.code();
        }
    }
}
