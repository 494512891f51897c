package dev.strata.command.node.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.content.ContentReceipts;
import dev.strata.command.content.ContentReceipts.Stored;
import dev.strata.command.log.Streams;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.ResolveConflict;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Resolution;
import dev.strata.command.node.domain.Versions;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Closes conflicts, all of it in one transaction. A conflict has the id of its copy. */
@RestController
class ConflictController {
    private final Commands commands;
    private final ContentReceipts receipts;
    private final Streams streams;

    ConflictController(Commands commands, ContentReceipts receipts, Streams streams) {
        this.commands = commands;
        this.receipts = receipts;
        this.streams = streams;
    }

    /** @param receipt of the merged content, when that is what is kept */
    @SuppressWarnings("MissingSummary")
    record ResolutionRequest(
            Resolution keep,
            @Nullable String receipt,
            @Nullable Instant modifiedAt) {}

    @PostMapping("/v1/conflicts/{id}/resolution")
    ResponseEntity<?> resolve(
            Caller caller, HttpServletRequest http, @PathVariable NodeId id, @RequestBody ResolutionRequest request) {
        Stored merged = merged(caller, request);
        return commands.run(caller, http, dispatch -> resolve(dispatch, caller.account(), id, request.keep(), merged));
    }

    private @Nullable Stored merged(Caller caller, ResolutionRequest request) {
        if (request.keep() != Resolution.MERGED) {
            return null;
        }
        if (request.receipt() == null) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "missing-field", "receipt: say which content the merged file has");
        }
        return receipts.read(request.receipt(), caller, request.modifiedAt());
    }

    private Node find(NodeId id) {
        return Optional.ofNullable(streams.nodes(List.of(id)).get(id))
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
    }

    /** What is refused of this is refused as a whole. Answers the copy as it is left. */
    private ResponseEntity<NodeAnswer> resolve(
            Dispatch dispatch, AccountId by, NodeId id, Resolution keep, @Nullable Stored merged) {
        NodeId original = find(id).attributes().conflict();
        NodeAnswer closed = dispatch.send(new ResolveConflict(id, by, keep));
        Node copy = find(id); // read now that nobody else can add to it
        Versions mine = copy.versions();
        if (original == null || mine == null) {
            throw new CommandRefused(NodeRefusal.NO_CONFLICT);
        }
        switch (keep) {
            case MINE -> dispatch.send(new AddVersion(original, by, mine.content(), null));
            case MERGED -> {
                if (merged != null) {
                    dispatch.send(new AddVersion(original, by, merged.content(), null));
                }
            }
            case THEIRS, BOTH -> {}
        }
        return NodeResponses.ok(
                keep == Resolution.BOTH ? closed : dispatch.<NodeAnswer>send(new TrashNode(id, by, null)));
    }
}
