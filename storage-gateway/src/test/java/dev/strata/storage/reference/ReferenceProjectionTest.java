package dev.strata.storage.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeEvent.NodeMoved;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import dev.strata.kernel.node.NodeEvent.VersionsPruned;
import dev.strata.platform.database.SchemaMigration;
import dev.strata.platform.database.SchemaMigrations;
import dev.strata.storage.reference.ManifestReferences.Reference;
import dev.strata.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReferenceProjectionTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final ManifestId ONE = ManifestId.of("1".repeat(64));
    private static final ManifestId TWO = ManifestId.of("2".repeat(64));

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final SpaceId space = SpaceId.random();
    private final NodeId root = NodeId.random();
    private final NodeId folder = NodeId.random();
    private final NodeId file = NodeId.random();

    private PlayedEvents events;
    private ManifestReferences references;

    ReferenceProjectionTest() {
        new SchemaMigrations(database.dataSource(), List.of(new SchemaMigration("storage")));
        this.events = new PlayedEvents(sql);
        this.references = new ManifestReferences(sql);
    }

    @BeforeEach
    void aFileInAFolder() {
        events.tell(new FolderCreated(root, space, 1L, null, ""), NOW);
        events.tell(new FolderCreated(folder, space, 2L, root, "folder"), NOW);
        events.file(file, space, folder, ONE, NOW);
    }

    /** Twice is once, and so is a replay. */
    @AfterEach
    void aReplayLeavesTheSame() {
        List<String> before = rows();
        events.replay();
        assertThat(rows()).isEqualTo(before);
        database.close();
    }

    private List<String> rows() {
        return sql.sql("""
                        SELECT r::text FROM storage.manifest_reference r
                        UNION ALL SELECT n::text FROM storage.node n ORDER BY 1""").query((row, _) -> row.getString(1)).list();
    }

    private List<ManifestId> needed() {
        return references.of(space, null, NOW.plusSeconds(60)).stream()
                .map(Reference::manifest)
                .toList();
    }

    @Test
    void everyVersionNeedsItsManifest() {
        events.version(file, space, 2, TWO, NOW);
        events.tell(new VersionRestored(file, space, 3, 1, PlayedEvents.content(ONE)), NOW);
        assertThat(needed()).containsExactly(ONE, TWO);
    }

    @Test
    void prunedVersionsNeedNothing() {
        events.version(file, space, 2, TWO, NOW);
        events.tell(new VersionsPruned(file, space, List.of(1), "rule"), NOW);
        assertThat(needed()).containsExactly(TWO);
    }

    @Test
    void theTrashKeeps() {
        events.tell(new NodeTrashed(folder, space, root, "folder"), NOW);
        assertThat(needed()).containsExactly(ONE);
    }

    @Test
    void aPurgeTakesWhatIsBelowWithIt() {
        events.purge(folder, space, NOW);
        assertThat(needed()).isEmpty();
    }

    @Test
    void whatWasMovedOutStays() {
        events.tell(new NodeMoved(file, space, folder, root, "file", "file"), NOW);
        events.purge(folder, space, NOW);
        assertThat(needed()).containsExactly(ONE);
    }

    @Test
    void whatWasReleasedIsKeptForAWhile() {
        events.purge(file, space, NOW);
        assertThat(references.of(space, null, NOW.minusSeconds(1))).hasSize(1);
        assertThat(references.newOnes(null, NOW.minusSeconds(1))).hasSize(1);
    }

    @Test
    void anErasedSpaceNeedsNothingNotEvenWhatComesLate() {
        events.erase(space, NOW);
        events.file(NodeId.random(), space, folder, TWO, NOW.plusSeconds(1));
        assertThat(needed()).isEmpty();
    }

    @Test
    void otherSpacesAreNoneOfIt() {
        SpaceId other = SpaceId.random();
        events.file(NodeId.random(), other, NodeId.random(), TWO, NOW);
        events.erase(other, NOW);
        assertThat(needed()).containsExactly(ONE);
    }
}
