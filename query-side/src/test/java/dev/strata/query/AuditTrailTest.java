package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTrailTest {
    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);
    private final Person ann = Person.opened(log);
    private final Person bob = Person.opened(log);

    @Test
    void eventIsToldWithWhoWhenAndWhat() {
        NodeId file = ann.file(ann.root(), "old");
        ann.rename(file, "old", "new");
        side.awaitProjections();

        JsonNode entry = audit(ann, "?node=" + file).json().at("/items/0");

        assertThat(entry.get("type").asString()).isEqualTo("NodeRenamed");
        assertThat(entry.get("actor").asString()).isEqualTo(ann.account().toString());
        assertThat(entry.get("address").asString()).isEqualTo("192.0.2.1");
        assertThat(entry.get("node").asString()).isEqualTo(file.toString());
        assertThat(entry.get("space").asString()).isEqualTo(ann.space().toString());
        assertThat(entry.get("version").asLong()).isEqualTo(2);
        assertThat(entry.at("/detail/from").asString()).isEqualTo("old");
        assertThat(entry.at("/detail/to").asString()).isEqualTo("new");
    }

    @Test
    void positionIsThatOfTheLog() {
        NodeId file = ann.file(ann.root(), "file");
        side.awaitProjections();

        long position = side.jdbc()
                .sql("SELECT global_index FROM log.event WHERE aggregate_identifier = ?")
                .param(file.toString())
                .query(Long.class)
                .single();
        assertThat(audit(ann, "?node=" + file).items("position")).containsExactly("" + position);
    }

    @Test
    void withoutANodeItIsAboutTheReader() {
        NodeId shared = bob.folder(bob.root(), "shared");
        bob.grant(shared, ann, "editor");
        bob.file(bob.root(), "private");
        DeviceId device = ann.device("laptop");
        side.awaitProjections();

        Answer answer = audit(ann, "");

        assertThat(answer.items("type")).containsExactly("DeviceRegistered", "FolderCreated", "AccountOpened");
        assertThat(answer.json().at("/items/0/detail/deviceId").asString()).isEqualTo(device.toString());
    }

    @Test
    void filtersNarrow() {
        NodeId file = ann.file(ann.root(), "file");
        ann.addVersion(file, 2, 'b');
        side.awaitProjections();

        assertThat(audit(ann, "?type=VersionAdded").items("node")).containsExactly(file.toString());
        assertThat(audit(ann, "?actor=" + bob.account()).items("type")).isEmpty();
        assertThat(audit(ann, "?from=2999-01-01T00:00:00Z").items("type")).isEmpty();
        assertThat(audit(ann, "?to=2020-01-01T00:00:00Z").items("type")).isEmpty();
        assertThat(audit(ann, "?from=2020-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&type=FileCreated")
                        .items("node"))
                .containsExactly(file.toString());
        assertThat(audit(ann, "?device=" + DeviceId.random()).items("type")).isEmpty();
    }

    @Test
    void valuesThatAreNoneAreRefused() {
        assertThat(audit(ann, "?from=yesterday").code()).isEqualTo("invalid-value");
        assertThat(audit(ann, "?node=x").code()).isEqualTo("invalid-value");
    }

    @Test
    void viewerMayNotReadTheTrailOfANode() {
        NodeId file = ann.file(ann.root(), "file");
        ann.grant(file, bob, "editor");
        side.awaitProjections();

        assertThat(audit(bob, "?node=" + file).code()).isEqualTo("forbidden");
    }

    @Test
    void ownerMayReadTheTrailOfAPurgedNode() {
        NodeId file = ann.file(ann.root(), "file");
        ann.trash(file, ann.root(), "file");
        ann.purge(file);
        side.awaitProjections();

        assertThat(audit(ann, "?node=" + file).items("type"))
                .containsExactly("NodePurged", "NodeTrashed", "FileCreated");
        assertThat(audit(bob, "?node=" + file).code()).isEqualTo("node-not-found");
    }

    @Test
    void auditorsAndAdministratorsReadAllOfItAndNobodyElse() {
        NodeId file = bob.file(bob.root(), "file");
        bob.becomes("auditor");
        side.awaitProjections();

        for (String role : new String[] {"auditor", "admin"}) {
            assertThat(side.getAs(role, ann, "/v1/audit?actor=" + bob.account()).items("type"))
                    .startsWith("AccountRoleChanged", "FileCreated");
            assertThat(side.getAs(role, ann, "/v1/audit?node=" + file).items("type"))
                    .containsExactly("FileCreated");
        }
        assertThat(side.getAs("user", ann, "/v1/audit?actor=" + bob.account()).items("type"))
                .isEmpty();
        assertThat(audit(ann, "?node=" + file).code()).isEqualTo("node-not-found");
        assertThat(audit(bob, "?type=AccountRoleChanged")
                        .json()
                        .at("/items/0/detail/to")
                        .asString())
                .isEqualTo("auditor");
    }

    private Answer audit(Person reader, String query) {
        return side.get(reader, "/v1/audit" + query);
    }
}
