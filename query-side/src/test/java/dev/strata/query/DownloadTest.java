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
import org.junit.jupiter.api.Test;
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
