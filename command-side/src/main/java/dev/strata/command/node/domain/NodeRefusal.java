package dev.strata.command.node.domain;

import dev.strata.kernel.refusal.Refusal;

/** Why a command on a node is refused. */
public enum NodeRefusal implements Refusal {
    NODE_NOT_FOUND(Kind.NOT_FOUND, "There is no such node, or you may not see it."),
    PARENT_NOT_FOUND(Kind.NOT_FOUND, "There is no such folder, or you may not see it."),
    VERSION_NOT_FOUND(Kind.NOT_FOUND, "The file has no such version."),
    NODE_EXISTS(Kind.CONFLICT, "A node with this id exists already."),
    NAME_TAKEN(Kind.CONFLICT, "The folder has a node of this name already. Names are compared without case."),
    NODE_TRASHED(Kind.CONFLICT, "The node is in the trash. Bring it back first."),
    NODE_NOT_TRASHED(Kind.CONFLICT, "The node is not in the trash."),
    PARENT_TRASHED(Kind.CONFLICT, "That folder is in the trash. Name another one as parentId."),
    NOT_A_FOLDER(Kind.CONFLICT, "That node is a file; only a folder can hold others."),
    NOT_A_FILE(Kind.CONFLICT, "The node is a folder; only a file has versions."),
    ROOT_FOLDER(Kind.CONFLICT, "The root folder of a space stays where and what it is."),
    INSIDE_ITSELF(Kind.CONFLICT, "A folder cannot be moved into itself or a folder below it."),
    OTHER_SPACE(Kind.CONFLICT, "A node cannot be moved to another space. Copy it there instead."),
    TOO_DEEP(Kind.CONFLICT, "Folders can be nested %d deep.".formatted(NodeDecider.DEPTH_MAX)),
    NO_CONFLICT(Kind.CONFLICT, "The node is no conflict copy, or its conflict is closed already."),
    NODE_LOCKED(Kind.LOCKED, "Somebody else has locked the file. See lock for who, and until when."),
    LEGAL_HOLD(Kind.LOCKED, "A legal hold on the node, above it or below it forbids to remove anything for good."),
    TOO_MANY_TAGS(Kind.UNPROCESSABLE, "A node has at most %d tags.".formatted(Attributes.TAGS_MAX)),
    TOO_MANY_NODES(
            Kind.UNPROCESSABLE, "There are too many nodes below it for one command. Take its folders one by one."),
    QUOTA_EXCEEDED(Kind.OUT_OF_SPACE, "The space is full. Empty the trash, or ask whoever runs this server for more."),
    VERSION_CONFLICT(Kind.PRECONDITION_FAILED, "The node has changed since the version that you named. See head."),
    FORBIDDEN(Kind.FORBIDDEN, "Your role on this node does not allow it.");

    private final Kind kind;
    private final String detail;

    NodeRefusal(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String detail() {
        return detail;
    }
}
