package dev.strata.command.batch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.strata.command.CommandRefused;
import dev.strata.command.batch.web.BatchCommand.Creation;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.command.tree.NewNodes;
import dev.strata.command.tree.NewNodes.Slot;
import dev.strata.command.web.Commands;
import dev.strata.command.web.RefusalProblems;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Obeys up to 1,000 commands in their order and in one transaction: all of them, or each that can be. */
@RestController
class BatchController {
    private static final int COMMANDS_MAX = 1_000;

    private final Commands commands;
    private final BatchItem item;
    private final NewNodes newNodes;

    BatchController(Commands commands, BatchItem item, NewNodes newNodes) {
        this.commands = commands;
        this.item = item;
        this.newNodes = newNodes;
    }

    /** @param atomic whether one refusal refuses all; so it is if nothing is said */
    @SuppressWarnings("MissingSummary")
    record BatchRequest(@Nullable Boolean atomic, List<BatchCommand> commands) {}

    record BatchAnswer(List<Result> results) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int status, @Nullable Object node, @Nullable ProblemDetail problem) {}

    @PostMapping("/v1/batch")
    ResponseEntity<?> run(Caller caller, HttpServletRequest http, @RequestBody BatchRequest request) {
        if (request.commands().isEmpty() || request.commands().size() > COMMANDS_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "commands: a batch has 1 to %d, not %d"
                            .formatted(COMMANDS_MAX, request.commands().size()));
        }
        boolean atomic = !Boolean.FALSE.equals(request.atomic());
        return commands.run(
                caller,
                http,
                dispatch -> ResponseEntity.ok(new BatchAnswer(run(dispatch, caller, request.commands(), atomic))));
    }

    private List<Result> run(Dispatch dispatch, Caller caller, List<BatchCommand> batch, boolean atomic) {
        Map<String, NodeId> made = new HashMap<>();
        List<Result> results = new ArrayList<>();
        newNodes.gather(slots(batch));
        for (BatchCommand command : batch) {
            if (!(command instanceof Creation)) {
                newNodes.stop();
            }
            results.add(result(new CountedDispatch(dispatch), caller, command, made, atomic, results.size()));
        }
        return results;
    }

    private static List<Slot> slots(List<BatchCommand> batch) {
        List<Slot> slots = new ArrayList<>();
        for (BatchCommand command : batch) {
            if (command instanceof Creation creation) {
                creation.parentId().known().ifPresent(parent -> slots.add(new Slot(parent, creation.name())));
            }
        }
        return slots;
    }

    private Result result(
            CountedDispatch dispatch,
            Caller caller,
            BatchCommand command,
            Map<String, NodeId> made,
            boolean atomic,
            int index) {
        try {
            ResponseEntity<?> answer = item.run(dispatch, caller, command, made);
            if (command.ref() != null && answer.getBody() instanceof NodeAnswer node) {
                made.put(command.ref(), node.id());
            }
            return new Result(answer.getStatusCode().value(), answer.getBody(), null);
        } catch (CommandRefused refused) {
            return refused(RefusalProblems.of(refused), dispatch, atomic, index);
        } catch (ProblemException problem) {
            ProblemDetail document =
                    Problems.of(problem.status(), problem.code(), String.valueOf(problem.getMessage()));
            return refused(document, dispatch, atomic, index);
        }
    }

    /** A command that was refused half-way cannot be left at that: then all of the batch is undone. */
    private static Result refused(ProblemDetail problem, CountedDispatch dispatch, boolean atomic, int index) {
        if (atomic || dispatch.accepted() > 0) {
            throw new BatchRefused(problem, index);
        }
        return new Result(problem.getStatus(), null, problem);
    }
}
