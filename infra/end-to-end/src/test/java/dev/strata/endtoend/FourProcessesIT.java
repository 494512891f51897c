package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.Router;
import dev.strata.endtoend.process.Sides;
import dev.strata.testing.Await;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The four sides as four processes, which know of one another by address only. */
class FourProcessesIT {
    private static final byte[] CONTENT = Bytes.random(9, 10_000_000);

    @ParameterizedTest
    @EnumSource(names = "STANDALONE", mode = EnumSource.Mode.EXCLUDE)
    void eachSideStartsAlone(Jar side) {
        try (Sides alone = Sides.startAlone(side)) {
            Api api = Api.at(alone.url(side));

            assertThat(api.get("/actuator/health").is(200).text("status")).isEqualTo("UP");
            assertThat(api.get("/actuator/health/liveness").is(200).text("status"))
                    .isEqualTo("UP");
            api.get("/actuator/prometheus").is(200);
            api.get("/v1/anything").isProblem(401, "not-signed-in");
        }
    }

    @Test
    void togetherTheyAreOneProduct() throws SQLException {
        try (Sides sides = Sides.startAll();
                Router router = new Router(sides)) {
            Person anna = Person.signUp(router.url());
            Person ben = Person.signUp(router.url());
            String cursor = anna.feedHead();
            Answer file = anna.upload("holiday.mov", CONTENT).is(201);
            String id = file.text("id");

            assertThat(file.text("sha256")).isEqualTo(Bytes.sha256(CONTENT));
            assertThat(anna.children(anna.root(), "Strata-At-Least", id + "@1"))
                    .singleElement()
                    .satisfies(node -> assertThat(node.path("name").asString()).isEqualTo("holiday.mov"));
            assertThat(anna.api().get("/v1/content/holiday.mov").is(200).body()).isEqualTo(CONTENT);
            assertThat(ticketed(anna, id)).isEqualTo(CONTENT);

            Answer renamed = anna.api()
                    .put("/v1/nodes/%s/name".formatted(id), """
                            {"name": "summer.mov"}""", "If-Match", file.header("ETag"))
                    .is(200);
            assertThat(renamed.number("version")).isEqualTo(2);
            assertThat(opsOf(anna, cursor, "renamed")).contains("renamed");

            ben.api().get("/v1/nodes/" + id).isProblem(404, "node-not-found");
            Answer grant = anna.api()
                    .put("/v1/nodes/%s/grants/%s".formatted(id, ben.accountId()), """
                            {"role": "viewer"}""")
                    .is(200);
            assertThat(ben.all("/v1/shared-with-me", "Strata-At-Least", grant.text("grantId") + "@1"))
                    .hasSize(1);
            assertThat(ticketed(ben, id)).isEqualTo(CONTENT);

            assertThat(anna.api()
                            .get("/v1/audit?node=" + id, "Strata-At-Least", grant.text("grantId") + "@1")
                            .items())
                    .extracting(entry -> entry.path("type").asString())
                    .containsExactly("AccessGranted", "NodeRenamed", "FileCreated");

            assertThat(rightsOverTablesOfOthers(sides)).isEqualTo(RIGHTS);
            for (Jar side : List.of(Jar.COMMAND_SIDE, Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR)) {
                assertThat(sides.output(side)).doesNotContain("permission denied");
            }
        }
    }

    private static final List<String> RIGHTS = List.of(
            "query DELETE log.ended_session",
            "storage DELETE log.ended_session",
            "sync DELETE log.ended_session",
            "sync DELETE log.mail",
            "sync INSERT log.mail",
            "sync UPDATE log.mail");

    /** Whoever takes one of them over does not have the rest. */
    private static List<String> rightsOverTablesOfOthers(Sides sides) throws SQLException {
        try (Connection connection = sides.database().dataSource().getConnection();
                ResultSet row = connection.createStatement().executeQuery("""
                        SELECT format('%s %s %s.%s', side, privilege, schemaname, tablename)
                          FROM unnest(ARRAY['command', 'query', 'storage', 'sync']) side,
                               unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) privilege, pg_tables
                         WHERE schemaname IN ('log', 'command', 'query', 'query_shadow', 'storage', 'sync')
                           AND tableowner <> 'strata_' || side AND NOT (schemaname = 'log' AND privilege = 'SELECT')
                           AND has_table_privilege('strata_' || side, format('%I.%I', schemaname, tablename), privilege)
                         ORDER BY 1""")) {
            List<String> rights = new ArrayList<>();
            while (row.next()) {
                rights.add(row.getString(1));
            }
            return rights;
        }
    }

    @Test
    void theySpeakTlsToOneAnother() {
        try (Sides sides = Sides.startAllOverTls();
                Router router = new Router(sides)) {
            Person anna = Person.signUp(router.url());
            anna.upload("holiday.mov", CONTENT).is(201);
            assertThat(anna.api().get("/v1/content/holiday.mov").is(200).body()).isEqualTo(CONTENT);
            for (Jar side : List.of(Jar.COMMAND_SIDE, Jar.QUERY_SIDE, Jar.STORAGE_GATEWAY, Jar.SYNC_PROJECTOR)) {
                String plain = sides.url(side).toString().replace("https:", "http:");
                assertThat(Api.at(URI.create(plain)).get("/actuator/health").status())
                        .isEqualTo(400);
                assertThatThrownBy(() -> Api.at(sides.url(side)).get("/actuator/health"))
                        .hasRootCauseInstanceOf(CertPathBuilderException.class);
            }
        }
    }

    /** Downloads as a browser does: by the redirection to a ticket. */
    private static byte[] ticketed(Person person, String file) {
        String location =
                person.api().get("/v1/files/%s/content".formatted(file)).is(307).header("Location");
        return person.api().anonymous().get(location).is(200).body();
    }

    private static List<String> opsOf(Person person, String cursor, String last) {
        List<String> ops = new ArrayList<>();
        String[] at = {cursor};
        Await.until(Duration.ofSeconds(20), "the feed tells of: " + last, () -> {
            Answer page = person.api().get("/v1/changes?wait=5&cursor=" + at[0]).is(200);
            at[0] = page.text("to");
            for (JsonNode record : page.json().path("records")) {
                ops.add(record.path("op").asString());
            }
            return ops.contains(last);
        });
        return ops;
    }
}
