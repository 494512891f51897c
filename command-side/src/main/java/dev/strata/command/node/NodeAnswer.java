package dev.strata.command.node;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.strata.command.node.domain.Attributes.Lock;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Versions;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as a command leaves it; the body of the answer.
 *
 * @param version the ETag
 * @param contentVersion the number of the newest version; null for a folder, like all that follows up to mediaType
 * @param size in bytes
 * @param modifiedAt what a client says of its file
 * @param lock the last lease, which may have ended
 * @param warnings for people: which systems cannot hold this name
 * @param changed whether the command did anything; decides between 200 and 201
 */
public record NodeAnswer(
        NodeId id,
        long number,
        SpaceId spaceId,
        NodeKind kind,
        String name,
        @Nullable NodeId parentId,
        long version,
        @Nullable Integer contentVersion,
        @Nullable Long size,
        @Nullable String sha256,
        @Nullable Boolean sha256Verified,
        @Nullable String mediaType,
        @Nullable Instant modifiedAt,
        boolean trashed,
        List<String> tags,
        @Nullable String description,
        @Nullable Lock lock,
        List<String> warnings,
        @JsonIgnore boolean changed) {

    static NodeAnswer of(Node node, boolean trashed, boolean changed) {
        Versions versions = node.versions();
        FileContent content = versions == null ? null : versions.content();
        return new NodeAnswer(
                node.nodeId(),
                node.number(),
                node.spaceId(),
                node.kind(),
                node.name(),
                node.parentId(),
                node.version(),
                versions == null ? null : versions.number(),
                content == null ? null : content.size(),
                content == null ? null : content.sha256(),
                content == null ? null : content.sha256Verified(),
                content == null ? null : content.mediaType(),
                node.attributes().modifiedAt(),
                trashed,
                node.attributes().tags(),
                node.attributes().description(),
                node.attributes().lock(),
                node.name().isEmpty() ? List.of() : new NodeName(node.name()).warnings(),
                changed);
    }
}
