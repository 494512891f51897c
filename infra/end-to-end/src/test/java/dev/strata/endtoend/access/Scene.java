package dev.strata.endtoend.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A drive of which a program may enter one folder.
 *
 * <pre>
 * /top.txt
 * /mine            the folder of the app password
 * /mine/sub
 * /mine/in.txt
 * /secret
 * /secret/sub
 * /secret/out.txt
 * </pre>
 *
 * @param in what is in the folder
 * @param out the same elsewhere
 * @param app the program, which may write
 */
record Scene(Person owner, String mine, String secret, Nodes in, Nodes out, Api app) {
    static final byte[] CONTENT = "what is in a file".getBytes(StandardCharsets.UTF_8);

    /** A folder and a file in it. */
    record Nodes(String folder, String file) {
        static final Nodes NONE =
                new Nodes("00000000-0000-7000-8000-000000000000", "00000000-0000-7000-8000-000000000001");

        /** A request or its body, about these. */
        String in(String text) {
            return text.replace("{folder}", folder).replace("{file}", file);
        }
    }

    static Scene on(URI server) {
        Person owner = Person.signUp(server);
        owner.upload("top.txt", CONTENT).is(201);
        String mine = owner.folder(owner.root(), "mine");
        String secret = owner.folder(owner.root(), "secret");
        Nodes in = new Nodes(
                owner.folder(mine, "sub"),
                owner.upload("mine/in.txt", CONTENT).is(201).text("id"));
        Nodes out = new Nodes(
                owner.folder(secret, "sub"),
                owner.upload("secret/out.txt", CONTENT).is(201).text("id"));
        Stream.of(in.folder(), in.file(), out.folder(), out.file())
                .forEach(node -> owner.api().get("/v1/nodes/" + node).is(200));
        return new Scene(owner, mine, secret, in, out, app(owner, mine, "write"));
    }

    /** A program with an access token for that folder. */
    static Api app(Person owner, String folder, String scope) {
        String secret = owner.api()
                .post("/v1/me/app-passwords", """
                {"name": "backup", "scopes": ["%s"], "folderId": "%s"}""".formatted(scope, folder))
                .is(201)
                .text("secret");
        return owner.api()
                .with(owner.api()
                        .anonymous()
                        .post("/v1/tokens", """
                        {"login": "%s", "appPassword": "%s"}""".formatted(owner.login(), secret))
                        .is(200)
                        .text("accessToken"));
    }

    /** All that the owner has outside of the folder, and the folder's own place. */
    List<JsonNode> outside() {
        String head = owner.api()
                .put(
                        "/v1/nodes/%s/description".formatted(out.folder()),
                        "{\"description\": \"%s\"}".formatted(UUID.randomUUID()))
                .is(200)
                .header("ETag")
                .replace("\"", "");
        String seen = out.folder() + "@" + head;
        return Stream.of(owner.root(), secret, out.folder())
                .flatMap(folder -> owner.children(folder, "Strata-At-Least", seen).stream())
                .filter(node -> !node.path("id").asString().equals(out.folder()))
                .toList();
    }

    /** Does something that must change nothing outside of the folder. */
    void nothingOutsideChangesBy(Runnable attempt) {
        List<JsonNode> before = outside();
        attempt.run();
        assertThat(outside()).isEqualTo(before);
    }
}
