package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final String NODE =
            "{\"id\":\"n1\",\"number\":5,\"spaceId\":\"s1\",\"kind\":\"file\",\"name\":\"a\",\"version\":3}";
    private static final String LINK =
            "{\"linkId\":\"l1\",\"nodeId\":\"n1\",\"role\":\"viewer\",\"downloads\":2,\"passwordNeeded\":true}";

    private StubServer server;
    private StrataClient client;
    private Node node;

    @BeforeEach
    void signIn() throws IOException {
        server = new StubServer().signedIn().then(200, NODE);
        client = new StrataClient(server.url());
        client.signIn("anna", "secret", null);
        node = client.node("n1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theAddressIsWhole() throws IOException {
        server.then(201, "{\"linkId\":\"l1\",\"url\":\"/s/t\",\"token\":\"t\",\"link\":%s}".formatted(LINK));

        Link.New made = client.links()
                .create(node, new Link.Terms("viewer", "open", Instant.parse("2026-12-31T00:00:00Z"), 10, false));

        assertThat(made.url()).isEqualTo(server.url() + "/s/t");
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1/links");
        assertThat(server.last().body())
                .asString()
                .contains("\"password\":\"open\"", "\"expiresAt\":\"2026-12-31T00:00:00Z\"", "\"maxDownloads\":10");
    }

    @Test
    void listsAllPages() throws IOException {
        server.then(200, "{\"items\":[%s],\"nextCursor\":\"c\"}".formatted(LINK))
                .then(200, "{\"items\":[%s]}".formatted(LINK));

        assertThat(client.links().of(node)).hasSize(2).allMatch(Link::passwordNeeded);

        assertThat(server.last().path()).contains("cursor=c");
    }

    @Test
    void ends() throws IOException {
        server.then(204, "");
        client.links().revoke("l1");
        assertThat(server.last().method()).isEqualTo("DELETE");
        assertThat(server.last().path()).isEqualTo("/v1/links/l1");
    }

    @Test
    void aRoleCanEndByItself() throws IOException {
        server.then(200, "{\"accountId\":\"b1\",\"role\":\"viewer\",\"version\":1}");
        client.share(node, "b1", "viewer", Instant.parse("2026-12-31T00:00:00Z"));
        assertThat(server.last().body()).asString().contains("\"expiresAt\":\"2026-12-31T00:00:00Z\"");
    }
}
