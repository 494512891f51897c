package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.signing.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DownloadTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);

    @Test
    void readerIsSentToTheStorageGatewayWithATicket() throws Exception {
        NodeId file = ann.file(ann.root(), "file");

        Answer answer = content(ann, file, "");

        String manifest = "a".repeat(64);
        assertThat(answer.status()).isEqualTo(307);
        String location = answer.header("Location");
        assertThat(location).startsWith("/v1/manifests/" + manifest + "/content?ticket=");
        assertThat(tickets(Clock.systemUTC()).verify(location.substring(location.indexOf('=') + 1)))
                .isEqualTo(new DownloadTicket(ManifestId.of(manifest), 5, manifest, true, "text/plain", "file"));
    }

    @Test
    void ticketExpiresAfterAQuarterOfAnHour() {
        String location = content(ann, ann.file(ann.root(), "file"), "").header("Location");
        String ticket = location.substring(location.indexOf('=') + 1);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(15).plusSeconds(1));

        assertThat(catchThrowable(() -> tickets(later).verify(ticket))).hasMessageContaining("expired");
    }

    @Test
    void earlierVersionCanBeAskedFor() {
        NodeId file = ann.file(ann.root(), "file");
        ann.addVersion(file, 2, 'b');
        side.awaitProjections();

        assertThat(content(ann, file, "").header("Location")).contains("b".repeat(64));
        assertThat(content(ann, file, "?version=1").header("Location")).contains("a".repeat(64));
        assertThat(content(ann, file, "?version=3").code()).isEqualTo("version-not-found");
        assertThat(content(ann, file, "?version=x").code()).isEqualTo("invalid-value");
    }

    @Test
    void folderHasNoContent() {
        assertThat(content(ann, ann.root(), "").code()).isEqualTo("not-a-file");
    }

    @Test
    void viewerMayRead() {
        Person bob = Person.opened(log);
        NodeId file = ann.file(ann.root(), "file");
        ann.grant(file, bob, "viewer");
        side.awaitProjections();

        assertThat(content(bob, file, "").status()).isEqualTo(307);
    }

    @Test
    void ticketsForManyFilesComeAtOnceAndInTheirOrder() throws Exception {
        NodeId one = ann.file(ann.root(), "one");
        NodeId two = ann.file(ann.root(), "two");
        ann.addVersion(two, 2, 'b');

        Answer answer = tickets(ann, wanted(two, 2), wanted(one, 1));

        assertThat(answer.status()).isEqualTo(200);
        SignedStatements<DownloadTicket> tickets = tickets(Clock.systemUTC());
        List<JsonNode> given = answer.json().path("tickets").valueStream().toList();
        assertThat(given).hasSize(2);
        assertThat(tickets.verify(given.get(0).asString()).manifestId()).isEqualTo(ManifestId.of("b".repeat(64)));
        assertThat(tickets.verify(given.get(1).asString()))
                .isEqualTo(new DownloadTicket(
                        ManifestId.of("a".repeat(64)), 5, "a".repeat(64), true, "text/plain", "one"));
    }

    @Test
    void thereIsNoTicketForWhatTheReaderMayNotReadOrWhatIsNotThere() {
        Person bob = Person.opened(log);
        NodeId hers = ann.file(ann.root(), "hers");
        NodeId shared = ann.file(ann.root(), "shared");
        ann.grant(shared, bob, "viewer");
        side.awaitProjections();

        Answer answer = tickets(bob, wanted(hers, 1), wanted(shared, 1), wanted(NodeId.random(), 1));

        assertThat(answer.json().path("tickets").valueStream().map(JsonNode::isNull))
                .containsExactly(true, false, true);
        assertThat(tickets(ann, wanted(hers, 7), wanted(ann.root(), 1)).json().path("tickets"))
                .allMatch(JsonNode::isNull);
    }

    @Test
    void ticketsAreForAThousandFilesAtMostAndForEachOnce() {
        NodeId file = ann.file(ann.root(), "file");
        String[] many =
                Stream.generate(() -> wanted(NodeId.random(), 1)).limit(1_001).toArray(String[]::new);

        assertThat(tickets(ann, many).code()).isEqualTo("invalid-value");
        assertThat(tickets(ann).code()).isEqualTo("invalid-value");
        assertThat(tickets(ann, wanted(file, 1), wanted(file, 2)).code()).isEqualTo("invalid-value");
    }

    private static String wanted(NodeId file, int version) {
        return "{\"fileId\":\"%s\",\"version\":%d}".formatted(file, version);
    }

    private Answer tickets(Person reader, String... files) {
        return side.post(reader, "/v1/files/tickets", "{\"files\":[%s]}".formatted(String.join(",", files)));
    }

    private Answer content(Person reader, NodeId file, String query) {
        return side.get(reader, "/v1/files/" + file + "/content" + query);
    }

    private SignedStatements<DownloadTicket> tickets(Clock clock) {
        return new SignedStatements<>(
                side.bean(SigningKeys.class).secret("ticket"),
                "download ticket",
                DownloadTicket.class,
                side.bean(JsonMapper.class),
                clock);
    }
}
