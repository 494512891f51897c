package dev.strata.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.CommandSideProcess;
import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody is told when something is wrong with the server. */
class UnforeseenHttpTest {
    private final JdbcClient jdbc = CommandSideProcess.shared().bean(JdbcClient.class);

    @Test
    void anErrorOfOursTellsNothingOfTheInside() {
        User anna = Http.newUser();
        jdbc.sql("ALTER TABLE command.passkey RENAME TO passkey_elsewhere").update();
        try {
            Answer answer = anna.http().get("/v1/me/passkeys");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text("code")).isEqualTo("internal");
            assertThat(answer.text("traceId")).matches("[0-9a-f]{32}");
            assertThat(answer.response().body())
                    .doesNotContainIgnoringCase("sql", "relation", "command.", "exception", "org.");
        } finally {
            jdbc.sql("ALTER TABLE command.passkey_elsewhere RENAME TO passkey").update();
        }
    }
}
