package dev.strata.command.undo.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.NodeTrashed;
import dev.strata.kernel.node.NodeEvent.NodeUntrashed;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import dev.strata.kernel.node.NodeEvent.VersionRestored;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLifeTest {
    private static final NodeId FILE = NodeId.random();
    private static final SpaceId SPACE = SpaceId.random();
    private static final NodeId FOLDER = NodeId.random();
    private static final FileContent DRAFT = content("a");
    private static final FileContent FINAL = content("b");

    private static FileContent content(String digit) {
        return new FileContent(new ManifestId(digit.repeat(64)), 3L, digit.repeat(64), true, "text/plain", null);
    }

    private static Past<NodeEvent> good(NodeEvent event) {
        return new Past<>(event, Instant.EPOCH, false);
    }

    private static Past<NodeEvent> undone(NodeEvent event) {
        return new Past<>(event, Instant.EPOCH, true);
    }

    /** In the trash nothing can be restored; there must be no attempt that would only be reported as a conflict. */
    @Test
    void aContentThatCameBackAlreadyNeedsNoRestoring() {
        NodeTarget target = NodeLife.target(List.of(
                good(new FileCreated(FILE, SPACE, 1L, FOLDER, "a.txt", DRAFT)),
                good(new NodeTrashed(FILE, SPACE, FOLDER, "a.txt")),
                undone(new NodeUntrashed(FILE, SPACE, FOLDER, "a.txt")),
                undone(new VersionAdded(FILE, SPACE, 2, FINAL)),
                undone(new VersionRestored(FILE, SPACE, 3, 1, DRAFT)),
                undone(new NodeTrashed(FILE, SPACE, FOLDER, "a.txt"))));

        assertThat(target.version()).isNull();
        assertThat(target.modifiedAt()).isNull();
        assertThat(target.place()).isNull();
        assertThat(target.trash()).isFalse();
    }

    @Test
    void anotherContentDoes() {
        NodeTarget target = NodeLife.target(List.of(
                good(new FileCreated(FILE, SPACE, 1L, FOLDER, "a.txt", DRAFT)),
                undone(new VersionAdded(FILE, SPACE, 2, FINAL))));

        assertThat(target.version()).isEqualTo(1);
    }
}
