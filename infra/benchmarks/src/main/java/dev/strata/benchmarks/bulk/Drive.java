package dev.strata.benchmarks.bulk;

import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.User;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.CreateFile;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.axon.EventMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's drive: many folders by batches; many files that all get a new content, and a rewind to before that. */
final class Drive implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 1_000;
    private static final int OK = 200;

    private final CommandTransaction transaction;
    private final NodeNumbers numbers;
    private final JdbcClient jdbc;
    private final User user;
    private final String token;
    private final EventMetadata metadata;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Clock clock = Clock.systemUTC();
    private final NodeId folder;
    private final List<NodeId> files = new ArrayList<>();
    private Instant before = Instant.EPOCH;
    private String confirm = "";
    private long made;

    Drive(Application commandSide, User user) throws IOException, InterruptedException {
        this.transaction = commandSide.bean(CommandTransaction.class);
        this.numbers = commandSide.bean(NodeNumbers.class);
        this.jdbc = commandSide.bean(JdbcClient.class);
        this.user = user;
        this.token = user.signIn();
        this.metadata = new EventMetadata(user.account(), null, "127.0.0.1", "0af7651916cd43dd8448eb211c80319c");
        this.folder = NodeId.random();
        send(List.of(
                new CreateFolder(folder, user.account(), user.rootFolder(), new NodeName("rewound"), numbers.next())));
    }

    void makeFiles(int count) {
        List<NodeCommand> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NodeId file = NodeId.random();
            files.add(file);
            commands.add(new CreateFile(
                    file, user.account(), folder, new NodeName("file %d.txt".formatted(i)), numbers.next(), content()));
        }
        send(commands);
    }

    /** A new content for each file, and the instant before it is kept. */
    void changeAll() {
        before = clock.instant();
        send(files.stream()
                .map(file -> (NodeCommand) new AddVersion(file, user.account(), content(), null))
                .toList());
    }

    private static FileContent content() {
        String digest = (NodeId.random().toString() + NodeId.random()).replace("-", "");
        return new FileContent(new ManifestId(digest), 1_000L, digest, true, "text/plain", null);
    }

    private void send(List<NodeCommand> commands) {
        for (int from = 0; from < commands.size(); from += BATCH) {
            List<NodeCommand> part = commands.subList(from, Math.min(from + BATCH, commands.size()));
            transaction.run(metadata, dispatch -> {
                part.forEach(dispatch::<Object>send);
                return part;
            });
        }
    }

    void createFolders(int count) throws IOException, InterruptedException {
        long events = events();
        for (int done = 0; done < count; done += BATCH) {
            List<Map<String, String>> commands = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                commands.add(Map.of(
                        "command",
                        "create-folder",
                        "parentId",
                        user.rootFolder().toString(),
                        "name",
                        "folder " + made++));
            }
            post("/v1/batch", Map.of("commands", commands));
        }
        check("events of the batches", events + count, events());
    }

    void preview() throws IOException, InterruptedException {
        JsonNode answer = post(rewind(), Map.of("to", before));
        check("changes in the preview", files.size(), answer.path("changes").size());
        confirm = answer.path("confirm").asString();
    }

    void confirm() throws IOException, InterruptedException {
        long events = events();
        post(rewind(), Map.of("to", before, "confirm", confirm));
        check("events of the rewind", events + files.size(), events());
    }

    private String rewind() {
        return "/v1/nodes/" + folder + "/rewind";
    }

    private long events() {
        return jdbc.sql("SELECT count(*) FROM log.event").query(Long.class).single();
    }

    private static void check(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("%s: %d, not %d".formatted(what, found, expected));
        }
    }

    private JsonNode post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(user.url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IllegalStateException("%s: %d %s".formatted(path, response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
