package dev.strata.command.batch.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.strata.command.node.domain.Description;
import dev.strata.command.node.domain.Tag;
import dev.strata.command.node.web.ConflictPolicy;
import dev.strata.kernel.node.NodeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One command of a batch, as clients write it: its member {@code command} says which. {@code ref} names what it makes,
 * for later commands; {@code expected} is the version of the node that the client has seen.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BatchCommand.CreateFolder.class, name = "create-folder"),
    @JsonSubTypes.Type(value = BatchCommand.CreateFile.class, name = "create-file"),
    @JsonSubTypes.Type(value = BatchCommand.AddVersion.class, name = "add-version"),
    @JsonSubTypes.Type(value = BatchCommand.RestoreVersion.class, name = "restore-version"),
    @JsonSubTypes.Type(value = BatchCommand.Rename.class, name = "rename"),
    @JsonSubTypes.Type(value = BatchCommand.Move.class, name = "move"),
    @JsonSubTypes.Type(value = BatchCommand.Copy.class, name = "copy"),
    @JsonSubTypes.Type(value = BatchCommand.Trash.class, name = "trash"),
    @JsonSubTypes.Type(value = BatchCommand.Untrash.class, name = "untrash"),
    @JsonSubTypes.Type(value = BatchCommand.Purge.class, name = "purge"),
    @JsonSubTypes.Type(value = BatchCommand.AddTag.class, name = "tag"),
    @JsonSubTypes.Type(value = BatchCommand.RemoveTag.class, name = "untag"),
    @JsonSubTypes.Type(value = BatchCommand.Star.class, name = "star"),
    @JsonSubTypes.Type(value = BatchCommand.Unstar.class, name = "unstar"),
    @JsonSubTypes.Type(value = BatchCommand.Describe.class, name = "describe"),
    @JsonSubTypes.Type(value = BatchCommand.SetTime.class, name = "set-modified-time"),
    @JsonSubTypes.Type(value = BatchCommand.Lock.class, name = "lock"),
    @JsonSubTypes.Type(value = BatchCommand.Unlock.class, name = "unlock")
})
sealed interface BatchCommand {
    /** Null if nothing is made, or it needs no name. */
    default @Nullable String ref() {
        return null;
    }

    /** A command that makes one node and touches no other. */
    sealed interface Creation extends BatchCommand {
        NodeRef parentId();

        NodeName name();
    }

    record CreateFolder(@Nullable String ref, NodeRef parentId, NodeName name) implements Creation {}

    record CreateFile(
            @Nullable String ref,
            NodeRef parentId,
            NodeName name,
            String receipt,
            @Nullable Instant modifiedAt,
            @Nullable ConflictPolicy conflict)
            implements Creation {}

    record AddVersion(
            NodeRef nodeId,
            String receipt,
            @Nullable Long base,
            @Nullable Instant modifiedAt,
            @Nullable ConflictPolicy conflict)
            implements BatchCommand {}

    record RestoreVersion(
            NodeRef nodeId, int version, @Nullable Long expected) implements BatchCommand {}

    record Rename(NodeRef nodeId, NodeName name, @Nullable Long expected) implements BatchCommand {}

    record Move(
            NodeRef nodeId,
            NodeRef parentId,
            @Nullable NodeName name,
            @Nullable Long expected) implements BatchCommand {}

    record Copy(
            @Nullable String ref,
            NodeRef nodeId,
            NodeRef parentId,
            NodeName name,
            @Nullable ConflictPolicy conflict) implements BatchCommand {}

    record Trash(NodeRef nodeId, @Nullable Long expected) implements BatchCommand {}

    record Untrash(
            NodeRef nodeId,
            @Nullable NodeRef parentId,
            @Nullable NodeName name,
            @Nullable Long expected) implements BatchCommand {}

    record Purge(NodeRef nodeId, @Nullable Long expected) implements BatchCommand {}

    record AddTag(NodeRef nodeId, Tag tag) implements BatchCommand {}

    record RemoveTag(NodeRef nodeId, Tag tag) implements BatchCommand {}

    record Star(NodeRef nodeId) implements BatchCommand {}

    record Unstar(NodeRef nodeId) implements BatchCommand {}

    record Describe(
            NodeRef nodeId,
            @Nullable Description description,
            @Nullable Long expected) implements BatchCommand {}

    record SetTime(
            NodeRef nodeId, Instant modifiedAt, @Nullable Long expected) implements BatchCommand {}

    record Lock(NodeRef nodeId, @Nullable Integer seconds) implements BatchCommand {}

    record Unlock(NodeRef nodeId, @Nullable Boolean breaking) implements BatchCommand {}
}
