package dev.strata.command.batch.web;

import dev.strata.command.account.domain.AccountCommand.StarNode;
import dev.strata.command.account.domain.AccountCommand.UnstarNode;
import dev.strata.command.batch.web.BatchCommand.AddTag;
import dev.strata.command.batch.web.BatchCommand.AddVersion;
import dev.strata.command.batch.web.BatchCommand.Copy;
import dev.strata.command.batch.web.BatchCommand.CreateFile;
import dev.strata.command.batch.web.BatchCommand.CreateFolder;
import dev.strata.command.batch.web.BatchCommand.Describe;
import dev.strata.command.batch.web.BatchCommand.Lock;
import dev.strata.command.batch.web.BatchCommand.Move;
import dev.strata.command.batch.web.BatchCommand.Purge;
import dev.strata.command.batch.web.BatchCommand.RemoveTag;
import dev.strata.command.batch.web.BatchCommand.Rename;
import dev.strata.command.batch.web.BatchCommand.RestoreVersion;
import dev.strata.command.batch.web.BatchCommand.SetTime;
import dev.strata.command.batch.web.BatchCommand.Star;
import dev.strata.command.batch.web.BatchCommand.Trash;
import dev.strata.command.batch.web.BatchCommand.Unlock;
import dev.strata.command.batch.web.BatchCommand.Unstar;
import dev.strata.command.batch.web.BatchCommand.Untrash;
import dev.strata.command.content.ContentReceipts;
import dev.strata.command.content.ContentReceipts.Stored;
import dev.strata.command.copy.Copies;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.web.ConflictPolicy;
import dev.strata.command.node.web.Leases;
import dev.strata.command.node.web.Uploads;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Obeys one command of a batch as the endpoint of its own would. */
@Component
class BatchItem {
    private static final String REQUESTED = "requested";

    private final ContentReceipts receipts;
    private final Uploads uploads;
    private final Copies copies;
    private final Leases leases;
    private final NodeNumbers numbers;

    BatchItem(ContentReceipts receipts, Uploads uploads, Copies copies, Leases leases, NodeNumbers numbers) {
        this.receipts = receipts;
        this.uploads = uploads;
        this.copies = copies;
        this.leases = leases;
        this.numbers = numbers;
    }

    /**
     * The answer that the command would have got alone.
     *
     * @param made what earlier commands of the batch have made, by their refs
     */
    ResponseEntity<?> run(Dispatch dispatch, Caller caller, BatchCommand command, Map<String, NodeId> made) {
        AccountId by = caller.account();
        return switch (command) {
            case CreateFolder c ->
                created(dispatch.send(new NodeCommand.CreateFolder(
                        NodeId.random(), by, c.parentId().in(made), c.name(), numbers.next())));
            case CreateFile c -> {
                Stored stored = receipts.read(c.receipt(), caller, c.modifiedAt());
                yield uploads.create(dispatch, caller, c.parentId().in(made), c.name(), stored, policy(c.conflict()));
            }
            case AddVersion c -> {
                Stored stored = receipts.read(c.receipt(), caller, c.modifiedAt());
                yield uploads.addVersion(dispatch, caller, c.nodeId().in(made), c.base(), stored, policy(c.conflict()));
            }
            case Copy c ->
                created(copies.copy(
                        dispatch,
                        by,
                        c.nodeId().in(made),
                        c.parentId().in(made),
                        c.name(),
                        ConflictPolicy.keepsBoth(c.conflict())));
            case Star c -> done(dispatch, new StarNode(by, c.nodeId().in(made)));
            case Unstar c -> done(dispatch, new UnstarNode(by, c.nodeId().in(made)));
            case Purge c -> done(dispatch, new NodeCommand.PurgeNode(c.nodeId().in(made), by, REQUESTED, c.expected()));
            default -> ResponseEntity.ok(dispatch.<NodeAnswer>send(change(command, by, made)));
        };
    }

    private NodeCommand change(BatchCommand command, AccountId by, Map<String, NodeId> made) {
        return switch (command) {
            case RestoreVersion c -> new NodeCommand.RestoreVersion(c.nodeId().in(made), by, c.version(), c.expected());
            case Rename c -> new NodeCommand.RenameNode(c.nodeId().in(made), by, c.name(), c.expected());
            case Move c ->
                new NodeCommand.MoveNode(c.nodeId().in(made), by, c.parentId().in(made), c.name(), c.expected());
            case Trash c -> new NodeCommand.TrashNode(c.nodeId().in(made), by, c.expected());
            case Untrash c ->
                new NodeCommand.UntrashNode(
                        c.nodeId().in(made),
                        by,
                        c.parentId() == null ? null : c.parentId().in(made),
                        c.name(),
                        c.expected());
            case AddTag c -> new NodeCommand.TagNode(c.nodeId().in(made), by, c.tag());
            case RemoveTag c -> new NodeCommand.UntagNode(c.nodeId().in(made), by, c.tag());
            case Describe c -> new NodeCommand.DescribeNode(c.nodeId().in(made), by, c.description(), c.expected());
            case SetTime c -> new NodeCommand.SetModifiedTime(c.nodeId().in(made), by, c.modifiedAt(), c.expected());
            case Lock c -> new NodeCommand.LockNode(c.nodeId().in(made), by, leases.end(c.seconds()));
            case Unlock c -> new NodeCommand.UnlockNode(c.nodeId().in(made), by, Boolean.TRUE.equals(c.breaking()));
            case CreateFolder _, CreateFile _, AddVersion _, Copy _, Star _, Unstar _, Purge _ ->
                throw new IllegalStateException("not a change of one node: " + command.getClass());
        };
    }

    private static ConflictPolicy policy(@Nullable ConflictPolicy policy) {
        return policy == null ? ConflictPolicy.FAIL : policy;
    }

    private static ResponseEntity<NodeAnswer> created(NodeAnswer node) {
        return ResponseEntity.status(HttpStatus.CREATED).body(node);
    }

    private static ResponseEntity<?> done(Dispatch dispatch, Object command) {
        dispatch.send(command);
        return ResponseEntity.noContent().build();
    }
}
