package dev.strata.command.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SharedOnHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final User carl = Http.newUser();
    private final String docs = anna.http()
            .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"docs\"}".formatted(anna.root()))
            .text("id");

    private Answer share(User from, User to, String body) {
        return from.http().put("/v1/nodes/" + docs + "/grants/" + to.accountId(), body);
    }

    private static String until(String role, Instant end) {
        return "{\"role\": \"%s\", \"expiresAt\": \"%s\", \"mayShare\": true}".formatted(role, end);
    }

    private static Answer makesAFolder(User user, String parent) {
        return user.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(parent, UUID.randomUUID()));
    }

    private static List<String> eventsOf(String grant) {
        return CommandSideProcess.shared()
                .bean(JdbcClient.class)
                .sql("""
                        SELECT substring(payload_type FROM '[^$]*$') FROM log.event
                         WHERE aggregate_identifier = ? ORDER BY sequence_number""")
                .param(grant)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    @Test
    void anEditorSharesOnIfHeMay() {
        share(anna, ben, "{\"role\": \"editor\"}");
        assertThat(share(ben, carl, "{\"role\": \"viewer\"}").text("code")).isEqualTo("forbidden");
        share(anna, ben, "{\"role\": \"editor\", \"mayShare\": true}");
        assertThat(share(ben, carl, "{\"role\": \"owner\"}").text("code")).isEqualTo("exceeds-own-access");
        Answer shared = share(ben, carl, "{\"role\": \"editor\"}");
        assertThat(shared.status()).isEqualTo(200);
        assertThat(shared.text("source")).isNotEmpty();
        assertThat(makesAFolder(carl, docs).status()).isEqualTo(201);
    }

    @Test
    void whatWasSharedOnEndsWithItsSource() {
        share(anna, ben, "{\"role\": \"editor\", \"mayShare\": true}");
        String shared = share(ben, carl, "{\"role\": \"editor\"}").text("grantId");
        anna.http().delete("/v1/nodes/" + docs + "/grants/" + ben.accountId());
        assertThat(makesAFolder(carl, docs).status()).isEqualTo(404);
        assertThat(eventsOf(shared)).containsExactly("AccessGranted", "AccessRevoked");
    }

    @Test
    void whatWasSharedOnIsLoweredWithItsSource() {
        share(anna, ben, "{\"role\": \"owner\", \"expiresAt\": \"2999-01-01T00:00:00Z\"}");
        String shared = share(ben, carl, "{\"role\": \"owner\"}").text("grantId");
        User dora = Http.newUser();
        String again = share(carl, dora, "{\"role\": \"editor\"}").text("grantId");
        share(anna, ben, "{\"role\": \"editor\", \"mayShare\": true}");
        assertThat(makesAFolder(dora, docs).status())
                .as("carl may not share on any more")
                .isEqualTo(404);
        assertThat(makesAFolder(carl, docs).status()).isEqualTo(201);
        assertThat(eventsOf(shared)).containsExactly("AccessGranted", "RoleChanged");
        assertThat(eventsOf(again)).containsExactly("AccessGranted", "AccessRevoked");
        share(anna, ben, "{\"role\": \"viewer\"}");
        assertThat(makesAFolder(carl, docs).status()).isEqualTo(404);
    }

    @Test
    void nobodyMakesHisOwnAccessLast() {
        Instant soon = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        share(anna, ben, until("owner", soon));
        assertThat(share(ben, ben, "{\"role\": \"owner\"}").text("code")).isEqualTo("forbidden");
        assertThat(share(ben, carl, until("owner", soon.plusSeconds(1))).text("code"))
                .isEqualTo("exceeds-own-access");
        assertThat(share(ben, carl, "{\"role\": \"owner\"}").text("expiresAt")).isEqualTo(soon.toString());
    }

    @Test
    void theSweeperRecordsThatAGrantHasRunOut() {
        Instant end = Instant.now().plus(Duration.ofDays(1));
        String grant = share(anna, ben, until("editor", end)).text("grantId");
        String shared = share(ben, carl, "{\"role\": \"viewer\"}").text("grantId");
        GrantSweeper sweeper = CommandSideProcess.shared().bean(GrantSweeper.class);
        sweeper.sweep(end.minusSeconds(60));
        assertThat(eventsOf(grant)).containsExactly("AccessGranted");
        sweeper.sweep(end.plusSeconds(60));
        assertThat(eventsOf(grant)).containsExactly("AccessGranted", "AccessRevoked");
        assertThat(eventsOf(shared)).containsExactly("AccessGranted", "AccessRevoked");
        assertThat(CommandSideProcess.shared()
                        .bean(JdbcClient.class)
                        .sql("""
                                SELECT convert_from(payload, 'UTF8') FROM log.event
                                 WHERE aggregate_identifier = ? AND sequence_number = 1""")
                        .param(grant)
                        .query((row, _) -> String.valueOf(row.getString(1)))
                        .single())
                .contains("expired");
    }

    @Test
    void theSweeperTakesAwayWhatADeletedGroupWasGiven() {
        String group = anna.http().post("/v1/groups", "{\"name\": \"us\"}").text("groupId");
        String grant = anna.http()
                .put("/v1/nodes/" + docs + "/grants/" + group, "{\"role\": \"viewer\"}")
                .text("grantId");
        anna.http().delete("/v1/groups/" + group);
        CommandSideProcess.shared().bean(GrantSweeper.class).sweep(Instant.now());
        assertThat(eventsOf(grant)).containsExactly("AccessGranted", "AccessRevoked");
    }
}
