package dev.strata.command.comment.web;

import dev.strata.command.comment.domain.CommentCommand.AddComment;
import dev.strata.command.comment.domain.CommentCommand.EditComment;
import dev.strata.command.comment.domain.CommentCommand.RemoveComment;
import dev.strata.command.comment.domain.CommentText;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.CommentId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for comments. Takes no Idempotency-Key: the answer would be kept, and it has the text. */
@RestController
@RequestMapping("/v1/nodes/{nodeId}/comments")
class CommentController {
    private static final int MENTIONS_MAX = 20;

    private final CommandTransaction transaction;
    private final Tree tree;

    CommentController(CommandTransaction transaction, Tree tree) {
        this.transaction = transaction;
        this.tree = tree;
    }

    /** @param mentions who is to be told of it; those who may not see the node are left out */
    @SuppressWarnings("MissingSummary")
    record CommentRequest(CommentText text, @Nullable List<AccountId> mentions) {
        CommentRequest {
            if (mentions != null && mentions.size() > MENTIONS_MAX) {
                throw new IllegalArgumentException("mentions: at most %d ids".formatted(MENTIONS_MAX));
            }
        }
    }

    record CommentAnswer(
            CommentId commentId,
            NodeId nodeId,
            AccountId author,
            CommentText text,
            List<AccountId> mentions,
            long version) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<CommentAnswer> add(Caller caller, @PathVariable NodeId nodeId, @RequestBody CommentRequest request) {
        CommentId id = CommentId.random();
        CommentAnswer answer = transaction.run(caller.metadata(), dispatch -> {
            List<AccountId> mentions = mentions(nodeId, request);
            long version = dispatch.<Long>send(new AddComment(id, nodeId, caller.account(), request.text(), mentions));
            return new CommentAnswer(id, nodeId, caller.account(), request.text(), mentions, version);
        });
        return ResponseEntity.status(HttpStatus.CREATED)
                .eTag(ExpectedVersion.etag(answer.version()))
                .body(answer);
    }

    @PutMapping("/{commentId}")
    ResponseEntity<CommentAnswer> edit(
            Caller caller,
            @PathVariable NodeId nodeId,
            @PathVariable CommentId commentId,
            @RequestBody CommentRequest request) {
        CommentAnswer answer = transaction.run(caller.metadata(), dispatch -> {
            List<AccountId> mentions = mentions(nodeId, request);
            long version =
                    send(dispatch, new EditComment(commentId, nodeId, caller.account(), request.text(), mentions));
            return new CommentAnswer(commentId, nodeId, caller.account(), request.text(), mentions, version);
        });
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(answer.version())).body(answer);
    }

    @DeleteMapping("/{commentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable NodeId nodeId, @PathVariable CommentId commentId) {
        transaction.run(
                caller.metadata(), dispatch -> send(dispatch, new RemoveComment(commentId, nodeId, caller.account())));
    }

    private static long send(Dispatch dispatch, Object command) {
        return dispatch.<Long>send(command);
    }

    private List<AccountId> mentions(NodeId nodeId, CommentRequest request) {
        return request.mentions() == null
                ? List.of()
                : request.mentions().stream()
                        .distinct()
                        .filter(who -> sees(who, nodeId))
                        .toList();
    }

    private boolean sees(AccountId who, NodeId nodeId) {
        return tree.find(nodeId, who).filter(place -> place.role() != null).isPresent();
    }
}
