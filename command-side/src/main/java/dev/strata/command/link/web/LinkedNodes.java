package dev.strata.command.link.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.content.ContentReceipts;
import dev.strata.command.content.ContentReceipts.Stored;
import dev.strata.command.link.Admissions;
import dev.strata.command.link.domain.LinkRefusal;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.node.domain.NodeCommand.RenameNode;
import dev.strata.command.node.web.ConflictPolicy;
import dev.strata.command.node.web.Uploads;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.link.LinkAdmission;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Changes nodes for strangers: what the link allows, on the right of its maker. */
@Component
class LinkedNodes {
    private final Admissions admissions;
    private final ContentReceipts receipts;
    private final Uploads uploads;
    private final NodeNumbers numbers;

    LinkedNodes(Admissions admissions, ContentReceipts receipts, Uploads uploads, NodeNumbers numbers) {
        this.admissions = admissions;
        this.receipts = receipts;
        this.uploads = uploads;
        this.numbers = numbers;
    }

    /**
     * A node as strangers see it.
     *
     * @param id null for who may put files there and see nothing; likewise the version
     */
    record LinkedNode(
            @Nullable NodeId id,
            String kind,
            String name,
            @Nullable Long size,
            @Nullable String sha256,
            @Nullable Long version) {
        static LinkedNode of(NodeAnswer node) {
            return new LinkedNode(
                    node.id(), node.kind().text(), node.name(), node.size(), node.sha256(), node.version());
        }
    }

    ResponseEntity<LinkedNode> store(Dispatch dispatch, LinkQuestion question, LinkSideController.Content content) {
        LinkAdmission admission = admissions.admit(dispatch, question);
        Caller maker = Caller.onTheRightOf(admission.maker(), question.address());
        Stored stored = receipts.read(content.receipt(), maker, null);
        NodeName name = content.name();
        if (name == null) {
            ConflictPolicy policy = content.base() == null ? ConflictPolicy.OVERWRITE : ConflictPolicy.FAIL;
            return seen(uploads.addVersion(dispatch, maker, admission.nodeId(), content.base(), stored, policy));
        }
        boolean keepBoth = admission.uploadOnly() || content.keepBoth();
        ResponseEntity<?> created = uploads.create(
                dispatch,
                maker,
                admission.nodeId(),
                name,
                stored,
                keepBoth ? ConflictPolicy.KEEP_BOTH : ConflictPolicy.FAIL);
        return admission.uploadOnly() ? taken(name, stored) : seen(created);
    }

    /** The name that was asked for: another one would tell what is there. */
    private static ResponseEntity<LinkedNode> taken(NodeName name, Stored stored) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new LinkedNode(
                        null,
                        "file",
                        name.value(),
                        stored.content().size(),
                        stored.content().sha256(),
                        null));
    }

    private static ResponseEntity<LinkedNode> seen(ResponseEntity<?> answer) {
        NodeAnswer node = (NodeAnswer) Objects.requireNonNull(answer.getBody(), "node commands answer with the node");
        return ResponseEntity.status(answer.getStatusCode()).body(LinkedNode.of(node));
    }

    LinkedNode rename(Dispatch dispatch, LinkQuestion question, NodeName name, @Nullable Long expected) {
        LinkAdmission admission = admissions.admit(dispatch, question);
        if (admission.nodeId().equals(admission.top())) {
            throw new CommandRefused(LinkRefusal.LINK_FORBIDS);
        }
        return LinkedNode.of(
                dispatch.<NodeAnswer>send(new RenameNode(admission.nodeId(), admission.maker(), name, expected)));
    }

    LinkedNode folder(Dispatch dispatch, LinkQuestion question, NodeName name) {
        LinkAdmission admission = admissions.admit(dispatch, question);
        return LinkedNode.of(dispatch.<NodeAnswer>send(
                new CreateFolder(NodeId.random(), admission.maker(), admission.nodeId(), name, numbers.next())));
    }
}
