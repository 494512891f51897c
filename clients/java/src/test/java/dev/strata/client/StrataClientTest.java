package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strata.client.StubServer.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrataClientTest {
    private static final String NODE = """
            {"id":"n1","number":5,"spaceId":"s1","kind":"file","name":"a.txt","parentId":"p1","version":3,
             "contentVersion":1,"size":5,"sha256":"x","sha256Verified":true,"mediaType":"text/plain","trashed":false,
             "warnings":[],"aMemberOfLater":true}
            """;
    private static final String BUSY = "{\"code\":\"busy\",\"detail\":\"later\",\"retryable\":true}";
    private static final String CHANGES = "{\"to\":\"c2\",\"hasMore\":false,\"epoch\":\"e2\",\"records\":[]}";
    private static final String HELLO_DIGEST = "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:";

    @TempDir
    Path folder;

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
    void anAnswerThatBreaksOffIsALostConnection() {
        server.thenCut(200, "{\"accountId\":", 1_000);
        assertThatThrownBy(() -> client.me()).isInstanceOf(IOException.class);
    }

    @Test
    void readsShowWhatTheClientWroteBefore() throws IOException {
        server.then(201, NODE).then(200, NODE).then(200, "{\"items\":[" + NODE + "],\"nextCursor\":null}");
        Node made = client.createFolder("p1", "a.txt");
        client.node("n1");
        assertThat(server.last().header("Strata-At-Least")).isEqualTo("n1@3");
        Page<Node> page = client.children("p1", null);
        assertThat(page.items()).containsExactly(made);
        assertThat(page.nextCursor()).isNull();
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer access");
    }

    @Test
    void whatAnotherLifeOfTheServerDoesNotHaveIsNotWaitedForAnyMore() throws IOException {
        writeWhatIsNotVisible();
        server.then(410, "{\"code\":\"feed-reset\",\"retryable\":false}").then(200, CHANGES);
        assertThatThrownBy(() -> client.commands().changes("c1")).hasMessageContaining("feed-reset");
        client.commands().changes(null);
        assertThat(server.last().header("Strata-At-Least")).isNull();
    }

    @Test
    void whatIsOnlyLateIsWaitedForAgain() throws IOException {
        writeWhatIsNotVisible();
        server.then(200, CHANGES).then(200, CHANGES);
        assertThatThrownBy(() -> client.commands().changes("c1")).hasMessageContaining("not-yet-visible");
        client.commands().changes("c1");
        assertThat(server.last().header("Strata-At-Least")).isEqualTo("n1@3");
    }

    private void writeWhatIsNotVisible() throws IOException {
        server.then(201, NODE);
        client.createFolder("p1", "a.txt");
        for (int tries = 0; tries < 4; tries++) {
            server.then(503, "{\"code\":\"not-yet-visible\",\"retryable\":true}", "Retry-After", "0");
        }
    }

    @Test
    void changesNameTheVersionTheyAreBasedOn() throws IOException {
        server.then(200, NODE).then(200, NODE);
        client.rename(client.node("n1"), "b.txt");
        assertThat(server.last().header("If-Match")).isEqualTo("\"3\"");
        assertThat(server.last().path()).isEqualTo("/v1/nodes/n1/name");
        assertThat(server.last().body()).asString().isEqualTo("{\"name\":\"b.txt\"}");
    }

    @Test
    void aCommandIsRepeatedWithTheSameKey() throws IOException {
        server.then(503, BUSY, "Retry-After", "0").then(201, NODE);
        client.createFolder("p1", "a");
        List<Asked> asked = server.asked();
        assertThat(asked).hasSize(3);
        assertThat(asked.get(1).header("Idempotency-Key"))
                .isNotBlank()
                .isEqualTo(asked.get(2).header("Idempotency-Key"));
    }

    @Test
    void whatCouldHappenTwiceIsNotRepeated() throws IOException {
        server.then(200, NODE).then(503, BUSY, "Retry-After", "0");
        Node node = client.node("n1");
        StrataProblem problem = catchThrowableOfType(StrataProblem.class, () -> client.rename(node, "b"));
        assertThat(problem.code()).isEqualTo("busy");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aRefusalThatStaysIsNotRepeated() {
        server.then(404, "{\"code\":\"node-not-found\",\"retryable\":false}");
        assertThatThrownBy(() -> client.node("n1")).isInstanceOf(StrataProblem.class);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void uploadsStreamWithLengthDigestAndProgress() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        server.then(201, NODE);
        List<Long> moved = new ArrayList<>();
        client.upload(file, "/my docs/a.txt", (bytes, total) -> {
            assertThat(total).isEqualTo(5);
            moved.add(bytes);
        });
        Asked put = server.last();
        assertThat(put.path()).startsWith("/v1/content/my%20docs/a.txt?modifiedAt=");
        assertThat(put.header("Content-Length")).isEqualTo("5");
        assertThat(put.header("Repr-Digest")).isEqualTo(HELLO_DIGEST);
        assertThat(put.body()).asString().isEqualTo("hello");
        assertThat(moved).endsWith(5L);
    }

    @Test
    void anEmptyFileIsUploadedAsNothing() throws IOException {
        server.then(201, NODE);
        client.upload(Files.createFile(folder.resolve("empty")), "/empty", Progress.NONE);
        assertThat(server.last().header("Content-Length")).isEqualTo("0");
    }

    @Test
    void aTicketIsFollowedWithoutTheToken() throws IOException {
        server.then(307, "", "Location", "/v1/manifests/m/content?ticket=t")
                .then(200, "hello", "Repr-Digest", HELLO_DIGEST);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        client.downloadNode("n1", 2, target, Progress.NONE);
        assertThat(target.toString()).isEqualTo("hello");
        assertThat(server.asked().get(1).path()).isEqualTo("/v1/files/n1/content?version=2");
        assertThat(server.last().path()).isEqualTo("/v1/manifests/m/content?ticket=t");
        assertThat(server.last().header("Authorization")).isNull();
    }

    @Test
    void bytesThatAreNotWhatWasAnnouncedAreAnError() {
        server.then(200, "jello", "Repr-Digest", HELLO_DIGEST);
        assertThatThrownBy(() -> client.download("/a", new ByteArrayOutputStream(), Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void tokensAreRenewedBeforeTheyExpire() throws IOException {
        server.then(200, "{\"accessToken\":\"short\",\"refreshToken\":\"r1\",\"expiresIn\":1}")
                .then(200, "{\"accessToken\":\"fresh\",\"refreshToken\":\"r2\",\"expiresIn\":900}")
                .then(200, NODE);
        client.signIn("anna", "secret", "d1");
        assertThat(server.last().body()).asString().contains("\"deviceId\":\"d1\"");
        client.node("n1");
        assertThat(server.asked().get(2).path()).isEqualTo("/v1/tokens/refresh");
        assertThat(server.asked().get(2).body()).asString().contains("r1");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer fresh");
    }

    @Test
    void appPasswordsAreExchangedAnew() throws IOException {
        server.then(200, "{\"accessToken\":\"short\",\"expiresIn\":1}")
                .then(200, "{\"accessToken\":\"fresh\",\"expiresIn\":900}")
                .then(200, NODE);
        client.signInWithAppPassword("anna", "strata_app_x");
        client.node("n1");
        assertThat(server.asked().get(2).path()).isEqualTo("/v1/tokens");
        assertThat(server.asked().get(2).body()).asString().contains("\"appPassword\":\"strata_app_x\"");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer fresh");
    }

    @Test
    void anAppPasswordIsMadeForAFolder() throws IOException {
        server.signedIn().then(201, """
                {"id": "a1", "secret": "strata_app_x", "scopes": ["read"], "folderId": "f1", "expiresAt": null}""");
        client.signIn("anna", "secret", null);
        AppPassword made = client.makeAppPassword("camera", false, "f1");
        assertThat(made.secret()).isEqualTo("strata_app_x");
        assertThat(made.toString()).doesNotContain("strata_app_x");
        assertThat(server.last().body())
                .asString()
                .contains("\"folderId\":\"f1\"")
                .contains("[\"read\"]");
    }

    @Test
    void theSecondFactorGoesWithThePassword() throws IOException {
        server.signedIn();
        client.signInWithCode("anna", "secret", "123456", null);
        assertThat(server.last().body())
                .asString()
                .contains("\"code\":\"123456\"")
                .contains("\"password\"");
    }

    @Test
    void aSessionGoesOnWithTheTokensThatAreKept() throws IOException {
        server.then(200, NODE);
        client.resume(new KeptTokens(Instant.now().plusSeconds(600)));
        client.node("n1");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer kept");
    }

    @Test
    void keptTokensThatEndSoonAreRenewedThroughTheirStore() throws IOException {
        KeptTokens kept = new KeptTokens(Instant.now().plusSeconds(30));
        server.then(200, "{\"accessToken\":\"fresh\",\"refreshToken\":\"r2\",\"expiresIn\":900}")
                .then(200, NODE)
                .then(200, NODE);
        client.resume(kept);
        client.node("n1");
        client.node("n1");
        assertThat(server.asked().get(1).body()).asString().isEqualTo("{\"refreshToken\":\"r1\"}");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer fresh");
        assertThat(kept.tokens.refreshToken()).isEqualTo("r2");
        assertThat(kept.tokens.expiresAt()).isAfter(Instant.now().plusSeconds(800));
    }

    @Test
    void whatASignInBringsCanBeKept() {
        assertThat(client.tokens().accessToken()).isEqualTo("access");
        assertThat(client.tokens().refreshToken()).isEqualTo("refresh");
    }

    private static final class KeptTokens implements TokenStore {
        private Tokens tokens;

        private KeptTokens(Instant expiresAt) {
            tokens = new Tokens("kept", expiresAt, "r1");
        }

        @Override
        public Tokens read() {
            return tokens;
        }

        @Override
        public Tokens replace(Tokens old, Renewal renewal) throws IOException {
            tokens = renewal.renew(old.refreshToken());
            return tokens;
        }
    }

    @Test
    void newTokensAreAskedForOnDemand() throws IOException {
        server.then(200, "{\"accessToken\":\"newer\",\"refreshToken\":\"r2\",\"expiresIn\":900}")
                .then(200, NODE);
        client.renew();
        assertThat(server.last().path()).isEqualTo("/v1/tokens/refresh");
        assertThat(server.last().body()).asString().isEqualTo("{\"refreshToken\":\"refresh\"}");
        client.node("n1");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer newer");
    }

    @Test
    void aDeviceSaysWhetherItIsParked() throws IOException {
        server.then(200, """
                {"deviceId":"d1","name":"laptop","platform":"linux","registeredAt":"2026-11-22T10:00:00Z","revoked":false,
                 "parked":true,"pending":3,"bytes":12,"oldest":"2026-11-22T11:00:00Z"}""").then(204, "");
        Device device = client.devices().get("d1");
        assertThat(device.parked()).isTrue();
        assertThat(device.pending()).isEqualTo(3);
        client.devices().release("d1");
        assertThat(server.last().method()).isEqualTo("POST");
        assertThat(server.last().path()).isEqualTo("/v1/devices/d1/release");
    }

    @Test
    void theBytesOfBodiesAreCounted() throws IOException {
        Traffic before = client.traffic();
        server.then(201, NODE);
        client.createFolder("p1", "a.txt");
        assertThat(client.traffic().sent() - before.sent())
                .isEqualTo(server.last().body().length);
        assertThat(client.traffic().received() - before.received()).isEqualTo(NODE.length());
    }
}
