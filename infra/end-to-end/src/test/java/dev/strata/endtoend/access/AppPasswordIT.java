package dev.strata.endtoend.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A program that has an app password, at all sides. */
class AppPasswordIT {
    private static final URI SERVER = StrataProcess.shared().url();
    private static final String NO_ID = "00000000-0000-7000-8000-000000000000";

    private final Person anna = Person.signUp(SERVER);

    private record Made(String id, Api api) {}

    private Made app(String scope) {
        Answer made =
                anna.api().post("/v1/me/app-passwords", """
                {"name": "backup", "scopes": ["%s"]}""".formatted(scope)).is(201);
        String token = anna.api()
                .anonymous()
                .post("/v1/tokens", """
                {"login": "%s", "appPassword": "%s"}""".formatted(anna.login(), made.text("secret")))
                .is(200)
                .text("accessToken");
        return new Made(made.text("id"), anna.api().with(token));
    }

    @Test
    void itOpensWhatTheTableSaysAndNothingElse() {
        String folder = anna.folder(anna.root(), "folder");
        List<Api> anywhere = List.of(app("read").api(), app("write").api());
        List<Api> inFolder = List.of(Scene.app(anna, folder, "read"), Scene.app(anna, folder, "write"));
        Set<String> open = new TreeSet<>();
        Api.at(SERVER)
                .get("/v3/api-docs")
                .is(200)
                .json()
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((name, _) -> {
                    String method = name.toUpperCase(java.util.Locale.ROOT);
                    String scopes = scope(anywhere, method, path) + " " + scope(inFolder, method, path);
                    if (!scopes.equals("- -")) {
                        open.add("%s %s %s".formatted(scopes, method, path));
                    }
                }));
        assertThat(open).isEqualTo(table());
    }

    /** What a program needs for a request, of which one has read and the other has write. */
    private static String scope(List<Api> readerAndWriter, String method, String path) {
        if (isOpenTo(readerAndWriter.getFirst(), method, path)) {
            return "read";
        }
        return isOpenTo(readerAndWriter.getLast(), method, path) ? "write" : "-";
    }

    /** What nobody has to sign in for does not count. */
    private static boolean isOpenTo(Api app, String method, String path) {
        String somewhere = path.replace("/**", "/none").replaceAll("\\{[^}]*}", NO_ID);
        return app.anonymous().send(method, somewhere, BodyPublishers.noBody()).status() == 401
                && !isRefused(app.send(method, somewhere, BodyPublishers.noBody()));
    }

    private static boolean isRefused(Answer answer) {
        return answer.status() == 403 && answer.text("code").equals("insufficient-scope");
    }

    private static Set<String> table() {
        try (InputStream table =
                Objects.requireNonNull(AppPasswordIT.class.getResourceAsStream("/app-password-endpoints.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.replaceAll(" +", " "))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneThatMayWriteWritesAndReadsAFile() {
        byte[] bytes = "from the backup".getBytes(StandardCharsets.UTF_8);
        Api app = app("write").api();
        Answer written = app.putBytes("/v1/content/backup.txt", bytes).is(201);
        assertThat(app.get("/v1/content/backup.txt", "Strata-At-Least", written.text("id") + "@1")
                        .is(200)
                        .body())
                .isEqualTo(bytes);
    }

    @Test
    void oneThatMayReadWritesNothing() {
        byte[] bytes = "mine".getBytes(StandardCharsets.UTF_8);
        String id = anna.upload("mine.txt", bytes).is(201).text("id");
        Api app = app("read").api();
        assertThat(app.get("/v1/content/mine.txt", "Strata-At-Least", id + "@1")
                        .is(200)
                        .body())
                .isEqualTo(bytes);
        app.putBytes("/v1/content/mine.txt", "theirs".getBytes(StandardCharsets.UTF_8))
                .isProblem(403, "insufficient-scope");
        app.putBytes("/v1/content/new.txt", bytes).isProblem(403, "insufficient-scope");
        assertThat(anna.api().get("/v1/content/mine.txt").is(200).body()).isEqualTo(bytes);
    }

    @Test
    void aDeletedOneOpensNothing() {
        Made app = app("write");
        app.api().get("/v1/recent").is(200);
        anna.api().delete("/v1/me/app-passwords/" + app.id()).is(204);
        app.api().get("/v1/recent").isProblem(401, "invalid-token");
        app.api().get("/v1/content/mine.txt").isProblem(401, "invalid-token");
    }
}
