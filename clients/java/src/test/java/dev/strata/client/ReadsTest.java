package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final Instant THEN = Instant.parse("2026-11-20T10:15:30Z");
    private static final String AT = "at=2026-11-20T10%3A15%3A30Z";
    private static final String NODE = """
            {"id":"n1","number":5,"spaceId":"s1","kind":"file","name":"a.txt","path":"/a.txt","parentId":"p1","version":3,
             "description":"old","tags":["red"],"lock":{"owner":"a1","expiresAt":"2026-11-20T10:15:30Z"},"held":true,
             "starred":true,"role":"owner","trashed":false,"shared":false}
            """;
    private static final String NONE = "{\"items\":[],\"nextCursor\":null}";

    private StubServer server;
    private StrataClient client;

    @BeforeEach
    void signIn() throws IOException {
        server = new StubServer().signedIn();
        client = new StrataClient(server.url());
        client.signIn("anna", "secret", null);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void smallContentsComeTogetherWithoutThoseForWhichThereIsNoTicket() throws IOException {
        server.then(200, "{\"tickets\":[\"t1\",null,\"t3\"]}").then(200, "\0\0\0\5hello\0\0\0\0");
        Map<Integer, String> come = new TreeMap<>();

        client.now()
                .download(
                        List.of(
                                new Reads.SmallFile("n1", 4),
                                new Reads.SmallFile("n2", 1),
                                new Reads.SmallFile("n3", 2)),
                        (index, content) -> come.put(index, new String(content, StandardCharsets.UTF_8)),
                        Progress.NONE);

        assertThat(come).containsExactly(Map.entry(0, "hello"), Map.entry(2, ""));
        assertThat(server.last().path()).isEqualTo("/v1/manifests/contents");
        assertThat(server.last().body()).asString().isEqualTo("{\"tickets\":[\"t1\",\"t3\"]}");
        assertThat(server.asked().get(1).path()).isEqualTo("/v1/files/tickets");
        assertThat(server.asked().get(1).body()).asString().contains("{\"fileId\":\"n1\",\"version\":4}");
    }

    @Test
    void smallContentsThatAreCutOffComeAsFarAsTheyDo() throws IOException {
        server.then(200, "{\"tickets\":[\"t1\",\"t2\"]}").thenCut(200, "\0\0\0\5hello\0\0\0\5he", 18);
        List<Integer> come = new ArrayList<>();
        List<Reads.SmallFile> files = List.of(new Reads.SmallFile("n1", 1), new Reads.SmallFile("n2", 1));

        assertThatThrownBy(() -> client.now().download(files, (index, _) -> come.add(index), Progress.NONE))
                .isInstanceOf(IOException.class);
        assertThat(come).containsExactly(0);
    }

    @Test
    void aNodeHasItsAttributes() throws IOException {
        server.then(200, NODE);

        Node node = client.now().node("n1");

        assertThat(node.description()).isEqualTo("old");
        assertThat(node.tags()).containsExactly("red");
        assertThat(node.lock()).isEqualTo(new Node.Lock("a1", THEN));
        assertThat(node.held()).isTrue();
        assertThat(node.starred()).isTrue();
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1");
    }

    @Test
    void everyReadCanBeOfThePast() throws IOException {
        Reads then = client.asOf(THEN);
        server.then(200, NODE).then(200, NODE).then(200, NODE);
        then.node("n1");
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1?" + AT);
        then.path("/my docs");
        assertThat(server.last().path()).isEqualTo("/v1/paths/my%20docs?" + AT);
        then.path("n1", "my docs");
        assertThat(server.last().path()).isEqualTo("/v1/paths/my%20docs?in=n1&" + AT);
        for (int i = 0; i < 6; i++) {
            server.then(200, NONE);
        }
        then.children("n1", "c1");
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1/children?limit=1000&cursor=c1&" + AT);
        then.versions("n1", null);
        assertThat(server.last().path()).isEqualTo("/v1/files/n1/versions?limit=1000&" + AT);
        then.trashed(null);
        assertThat(server.last().path()).isEqualTo("/v1/trash?limit=1000&" + AT);
        then.sharedWithMe(null);
        assertThat(server.last().path()).isEqualTo("/v1/shared-with-me?limit=1000&" + AT);
        then.starred(null);
        assertThat(server.last().path()).isEqualTo("/v1/starred?limit=1000&" + AT);
        then.conflicts(null);
        assertThat(server.last().path()).isEqualTo("/v1/conflicts?limit=1000&" + AT);
    }

    @Test
    void searchSaysOnlyWhatItWasTold() throws IOException {
        server.then(200, NONE).then(200, NONE);
        client.now().search(Search.named("é & co"), null);
        assertThat(server.last().path()).isEqualTo("/v1/search?q=%C3%A9%20%26%20co&limit=1000");
        Search images = Search.any()
                .below("f1")
                .kind("file")
                .type("image/")
                .tag("red")
                .modifiedFrom(THEN)
                .modifiedBefore(THEN.plusSeconds(1))
                .minSize(1)
                .maxSize(2);
        client.now().search(images, "c1");
        assertThat(server.last().path())
                .isEqualTo("/v1/search?in=f1&kind=file&type=image%2F&tag=red&from=2026-11-20T10%3A15%3A30Z"
                        + "&to=2026-11-20T10%3A15%3A31Z&minSize=1&maxSize=2&limit=1000&cursor=c1");
    }

    @Test
    void usageIsOfATreeOrOfEverything() throws IOException {
        String usage =
                "{\"nodeId\":\"n1\",\"own\":1,\"subtree\":2,\"versions\":3,\"trash\":4,\"files\":5,\"folders\":6}";
        server.then(200, usage).then(200, usage);
        assertThat(client.now().usage(null)).isEqualTo(new Usage("n1", 1, 2, 3, 4, 5, 6));
        assertThat(server.last().path()).isEqualTo("/v1/usage");
        client.asOf(THEN).usage("n1");
        assertThat(server.last().path()).isEqualTo("/v1/usage?node=n1&" + AT);
    }

    @Test
    void contentOfThePastIsDownloadedByItsTicket() throws IOException {
        server.then(307, "", "Location", "/v1/manifests/m/content?ticket=t").then(200, "hello");
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        client.asOf(THEN).download("n1", null, target, Progress.NONE);

        assertThat(target.toString()).isEqualTo("hello");
        assertThat(server.asked().get(1).path()).isEqualTo("/v1/files/n1/content?" + AT);
    }

    @Test
    void conflictsAreListedAndSettled() throws IOException {
        String conflict = """
                {"items":[{"id":"c1","copy":%1$s,"original":%1$s,"base":null,
                 "head":{"number":2,"size":5,"sha256":"x","sha256Verified":true},"recordedAt":"2026-11-20T10:15:30Z",
                 "by":"a1","device":null}],"nextCursor":null}""".formatted(NODE);
        server.then(200, conflict).then(200, NODE);

        Conflict found = client.now().conflicts(null).items().getFirst();
        client.settle(found, Conflict.Keep.THEIRS);

        assertThat(found.recordedAt()).isEqualTo(THEN);
        assertThat(server.last().path()).isEqualTo("/v1/conflicts/c1/resolution");
        assertThat(server.last().body()).asString().isEqualTo("{\"keep\":\"theirs\"}");
        assertThat(server.last().header("Idempotency-Key")).isNotBlank();
    }
}
