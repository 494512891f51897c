package dev.strata.command.openid;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets sign-ins that nobody has finished, and ID tokens that have expired. */
@Component
class SignInSweeper {
    private static final List<String> TABLES = List.of("pending_sign_in", "sign_in_code", "used_id_token");

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInSweeper(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 600_000)
    void sweep() {
        for (String table : TABLES) {
            jdbc.sql("DELETE FROM command.%s WHERE expires_at < ?".formatted(table))
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}
