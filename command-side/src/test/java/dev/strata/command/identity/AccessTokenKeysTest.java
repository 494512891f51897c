package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.signing.SigningKeys;
import dev.strata.testing.TestDatabase;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class AccessTokenKeysTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestDatabase database = TestDatabase.fresh();
    private final DataSource source = database.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final Time time = new Time();

    @TempDir
    Path directory;

    /** A clock that stands still until it is moved. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-11-22T05:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void createTable() throws IOException {
        jdbc.sql("CREATE SCHEMA command").update();
        try (var script =
                Objects.requireNonNull(getClass().getResourceAsStream("/db/migration/command/V083__signing_key.sql"))) {
            jdbc.sql(new String(script.readAllBytes(), StandardCharsets.UTF_8)).update();
        }
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private AccessTokenKeys process() {
        return process(directory);
    }

    private AccessTokenKeys process(Path keys) {
        return new AccessTokenKeys(new SigningKeys(keys, true), jdbc, new JdbcTransactionManager(source), MONTH, time);
    }

    private static Set<String> published(AccessTokenKeys keys) {
        return Jwks.setParser().build().parse(keys.published()).getKeys().stream()
                .map(Jwk::getId)
                .collect(Collectors.toSet());
    }

    private void later(AccessTokenKeys keys, Duration duration) {
        time.pass(duration);
        keys.rotate();
    }

    @Test
    void theFirstOneIsTheFile() throws IOException {
        AccessTokenKeys keys = process();
        String id = keys.key().getId();
        EcPrivateJwk file =
                (EcPrivateJwk) Jwks.parser().build().parse(Files.readString(directory.resolve("access-token.jwk")));
        assertThat(id).isEqualTo(file.getId());
        assertThat(published(keys)).containsExactly(id);
        assertThat(keys.published()).doesNotContain("\"d\"");
        assertThat(process().key().getId()).isEqualTo(id);
    }

    @Test
    void theNextOneIsPublishedADayBeforeItSigns() {
        AccessTokenKeys keys = process();
        String first = keys.key().getId();
        later(keys, MONTH.minusDays(1).minus(MINUTE));
        assertThat(published(keys)).containsExactly(first);
        later(keys, MINUTE);
        assertThat(published(keys)).hasSize(2).contains(first);
        assertThat(keys.key().getId()).isEqualTo(first);
        later(keys, Duration.ofDays(1).minus(MINUTE));
        assertThat(keys.key().getId()).isEqualTo(first);
        later(keys, MINUTE);
        assertThat(keys.key().getId()).isNotEqualTo(first).isIn(published(keys));
    }

    @Test
    void whatWasSignedBeforeIsVerifiedUntilItEnds() {
        AccessTokenKeys keys = process();
        EcPrivateJwk first = keys.key();
        later(keys, MONTH.minusDays(1));
        later(keys, Duration.ofDays(1).minus(MINUTE));
        Instant end = time.instant().plus(AccessTokens.UPLOAD_VALIDITY);
        String token = Jwts.builder()
                .header()
                .keyId(first.getId())
                .and()
                .subject("somebody")
                .signWith(keys.key().toKey())
                .compact();
        later(keys, Duration.between(time.instant(), end));
        assertThat(keys.key().getId()).isNotEqualTo(first.getId());
        assertThat(subjectOf(token, keys)).isEqualTo("somebody");
        later(keys, AccessTokenKeys.OVERLAP.minus(AccessTokens.UPLOAD_VALIDITY).plus(MINUTE.multipliedBy(2)));
        assertThat(published(keys)).containsExactly(keys.key().getId());
        assertThat(jdbc.sql("SELECT key_id FROM command.signing_key")
                        .query(String.class)
                        .list())
                .containsExactly(keys.key().getId());
    }

    private static String subjectOf(String token, AccessTokenKeys keys) {
        return Jwts.parser()
                .keyLocator(header -> Jwks.setParser().build().parse(keys.published()).getKeys().stream()
                        .filter(key -> key.getId().equals(header.get("kid")))
                        .findFirst()
                        .orElseThrow()
                        .toKey())
                .build()
                .parseSignedClaims(token)
                .getPayload()
                .getSubject();
    }

    @Test
    void manyProcessesMakeOne() throws Exception {
        List<AccessTokenKeys> processes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            processes.add(process());
        }
        assertThat(atOnce(processes)).hasSize(1);
        time.pass(MONTH.minusDays(1));
        assertThat(atOnce(processes)).hasSize(1);
        time.pass(Duration.ofDays(1));
        assertThat(atOnce(processes)).hasSize(1);
        assertThat(published(processes.getFirst())).hasSize(2);
    }

    /** The keys that they sign with, after each has looked. */
    private static Set<String> atOnce(List<AccessTokenKeys> processes) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Set<String>>> looks = processes.stream()
                    .map(keys -> (Callable<Set<String>>) () -> {
                        keys.rotate();
                        return published(keys);
                    })
                    .toList();
            List<Set<String>> seen = new ArrayList<>();
            for (Future<Set<String>> look : threads.invokeAll(looks)) {
                seen.add(look.get());
            }
            assertThat(seen).containsOnly(seen.getFirst());
        }
        return processes.stream().map(keys -> keys.key().getId()).collect(Collectors.toSet());
    }

    @Test
    void afterALongStopTheNextOneIsStillPublishedFirst() {
        String first = process().key().getId();
        time.pass(MONTH.multipliedBy(4));
        AccessTokenKeys keys = process();
        assertThat(keys.key().getId()).isEqualTo(first);
        assertThat(published(keys)).hasSize(2);
        later(keys, Duration.ofDays(1));
        assertThat(keys.key().getId()).isNotEqualTo(first);
    }

    @Test
    void rowsAreReadWithTheMasterKeyOnly(@TempDir Path elsewhere) {
        AccessTokenKeys keys = process();
        String secret = Jwks.UNSAFE_JSON(keys.key()).replaceFirst(".*\"d\":\"([^\"]*)\".*", "$1");
        assertThat(secret).hasSize(43);
        assertThat(jdbc.sql("SELECT encode(sealed_key, 'escape') FROM command.signing_key")
                        .query(String.class)
                        .single())
                .doesNotContain(secret);
        assertThatThrownBy(() -> process(elsewhere).key()).hasMessageContaining("personal.key");
    }
}
