package dev.strata.command.node.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.FolderCreated;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import dev.strata.kernel.refusal.Decision;
import dev.strata.kernel.refusal.Decision.Accepted;
import dev.strata.kernel.refusal.Decision.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words in which the tests of a node's rules are told. */
final class NodeStories {
    static final AccountId ANNA = AccountId.random();
    static final AccountId BEN = AccountId.random();
    static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    static final SpaceId SPACE = SpaceId.random();
    static final NodeId ROOT = NodeId.random();
    static final NodeId FOLDER = NodeId.random();
    static final NodeId FILE = NodeId.random();
    static final FileContent DRAFT = content("a");
    static final FileContent FINAL = content("b");

    static final NodeEvent FILE_CREATED = new FileCreated(FILE, SPACE, 7L, ROOT, "draft.txt", DRAFT);
    static final NodeEvent FOLDER_CREATED = new FolderCreated(FOLDER, SPACE, 8L, ROOT, "docs");
    static final NodeEvent ROOT_CREATED = new FolderCreated(ROOT, SPACE, 1L, null, "");

    private NodeStories() {}

    static FileContent content(String digit) {
        return new FileContent(new ManifestId(digit.repeat(64)), 3L, digit.repeat(64), true, "text/plain", null);
    }

    static NodeName name(String text) {
        return new NodeName(text);
    }

    /** A node in the root folder. */
    static Place at(NodeId node, NodeKind kind, @Nullable Role role) {
        return new Place(node, SPACE, kind, List.of(ROOT), false, false, role, role);
    }

    static Place folder(NodeId node, @Nullable Role role) {
        return at(node, NodeKind.FOLDER, role);
    }

    static Place root(@Nullable Role role) {
        return new Place(ROOT, SPACE, NodeKind.FOLDER, List.of(), false, false, role, null);
    }

    static Story given(NodeEvent... past) {
        return new Story(Arrays.stream(past)
                .reduce(NodeState.initial(), (state, event) -> state.evolve(event, NOW), (_, last) -> last));
    }

    record Story(NodeState state) {
        Asked when(NodeCommand command, @Nullable Place here, @Nullable Place target) {
            return new Asked(NodeDecider.decide(command, state, new Surroundings(here, target, false, NOW)));
        }

        Asked when(NodeCommand command, @Nullable Place here) {
            return when(command, here, null);
        }
    }

    record Asked(Decision<NodeEvent> decision) {
        void then(NodeEvent... events) {
            assertThat(decision).isEqualTo(new Accepted<>(List.of(events)));
        }

        void thenRefused(NodeRefusal refusal) {
            assertThat(decision).isEqualTo(new Refused<NodeEvent>(refusal));
        }
    }
}
