package dev.strata.endtoend.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the log tells, and does not. */
class LogIT {
    private static final StrataProcess STRATA = Guarded.process();
    private static final String FORGED = "2026-01-01T00:00:00Z ERROR forged";

    /** The files of it; what is said at the start shows an example with a password. */
    private static String log() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(STRATA.home().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void noSecretAndNoNameIsInTheLog() throws IOException {
        Person anna = Person.signUp(STRATA.url());
        List<String> hidden = new ArrayList<>(List.of(anna.api().token(), Person.PASSWORD, "holiday-of-anna"));
        Answer app = anna.api()
                .post("/v1/me/app-passwords", "{\"name\": \"a\", \"scopes\": [\"read\"]}")
                .is(201);
        hidden.add(app.text("secret"));
        Answer tokens = anna.api()
                .anonymous()
                .post("/v1/tokens", """
                {"login": "%s", "appPassword": "%s"}""".formatted(anna.login(), app.text("secret")))
                .is(200);
        hidden.add(tokens.text("accessToken"));
        Answer file = anna.upload("holiday-of-anna.txt", new byte[] {1}).is(201);
        String ticket = anna.api()
                .get("/v1/files/%s/content".formatted(file.text("id")), "Strata-At-Least", file.text("id") + "@1")
                .is(307)
                .header("Location");
        hidden.add(ticket.substring(ticket.indexOf("ticket=") + 7));
        anna.api().get(ticket + "x").isProblem(403, "invalid-ticket");
        anna.api().with(anna.api().token() + "x").get("/v1/me").isProblem(401, "invalid-token");
        anna.api()
                .post("/v1/tokens", "{\"login\": \"%s\", \"password\": \"guess-of-eve\"}".formatted(anna.login()))
                .isProblem(401, "invalid-credentials");
        hidden.add("guess-of-eve");

        assertThat(log()).isNotEmpty().doesNotContain(hidden);
    }

    @Test
    void nobodyWritesLinesOfHisOwn() throws IOException {
        Person anna = Person.signUp(STRATA.url());
        String forged = "a\\n" + FORGED + "\\r" + FORGED;
        anna.api().post("/v1/tokens", "{\"login\": \"%s\", \"password\": \"wrong\"}".formatted(forged));
        anna.api().post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(anna.root(), forged));
        anna.api().get("/v1/search?q=a%0A" + FORGED.replace(" ", "%20"));
        anna.api().get("/v1/paths/a%0A" + FORGED.replace(" ", "%20"));
        anna.api().get("/v1/me", "traceparent", FORGED, "User-Agent", FORGED);

        assertThat(log().lines()).noneMatch(line -> line.startsWith("2026-01-01T00:00:00Z"));
    }
}
