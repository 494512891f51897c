package dev.strata.command.undo.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.identity.Profiles;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.command.tree.Tree;
import dev.strata.command.undo.Undo;
import dev.strata.command.undo.UndoFilter;
import dev.strata.command.undo.UndoReport;
import dev.strata.command.web.Commands;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.OperationId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes back what happened. Without {@code confirm} it only answers what it would do, with a text to send back. Only
 * owners may undo: what others did is undone too.
 */
@RestController
class UndoController {
    private final Undo undo;
    private final Commands commands;
    private final Tree tree;
    private final Profiles profiles;
    private final Clock clock;

    UndoController(Undo undo, Commands commands, Tree tree, Profiles profiles, Clock clock) {
        this.undo = undo;
        this.commands = commands;
        this.tree = tree;
        this.profiles = profiles;
        this.clock = clock;
    }

    record UndoRequest(
            @Nullable AccountId actor,
            @Nullable DeviceId device,
            @Nullable NodeId node,
            Instant from,
            @Nullable Instant to,
            @Nullable Set<UndoFilter.Kind> kinds,
            @Nullable String operation,
            @Nullable LinkId link,
            @Nullable String confirm) {
        UndoFilter filter() {
            return new UndoFilter(actor, device, node, from, to, kinds, operation, link);
        }
    }

    record RewindRequest(Instant to, @Nullable String confirm) {}

    @PostMapping("/v1/undo")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UndoReport.class)))
    ResponseEntity<?> undo(Caller caller, HttpServletRequest http, @RequestBody UndoRequest request) {
        NodeId top = request.node() == null ? profiles.of(caller.account()).rootFolderId() : request.node();
        return run(caller, http, top, request.from(), request.filter().predicate(), request.confirm());
    }

    @PostMapping("/v1/nodes/{id}/rewind")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UndoReport.class)))
    ResponseEntity<?> rewind(
            Caller caller, HttpServletRequest http, @PathVariable NodeId id, @RequestBody RewindRequest request) {
        Instant to = request.to();
        Predicate<DomainEventMessage<?>> since =
                new UndoFilter(null, null, id, to.plusNanos(1), null, null, null, null).predicate();
        return run(caller, http, id, to, since, request.confirm());
    }

    private ResponseEntity<?> run(
            Caller caller,
            HttpServletRequest request,
            NodeId top,
            Instant from,
            Predicate<DomainEventMessage<?>> undone,
            @Nullable String confirm) {
        if (from.isAfter(clock.instant())) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-instant", from + " is still to come; nothing has happened since.");
        }
        Place place = tree.find(top, caller.account())
                .filter(found -> found.role() != null)
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
        if (place.role() != Role.OWNER) {
            throw new CommandRefused(NodeRefusal.FORBIDDEN);
        }
        Undo.Task task = new Undo.Task(caller.account(), place.spaceId(), top, from, undone);
        if (confirm == null) {
            return ResponseEntity.ok(undo.preview(task, caller.metadata()));
        }
        String operation = OperationId.random().toString();
        return commands.run(caller.account(), caller.metadata().during(operation), request, dispatch -> {
            UndoReport report = undo.run(task, dispatch, operation);
            if (!report.confirm().equals(confirm)) {
                throw planChanged(report.preview());
            }
            return ResponseEntity.ok(report);
        });
    }

    private static ProblemException planChanged(UndoReport preview) {
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "plan-changed",
                        "Something has happened since: this is no longer what would be done. See preview.")
                .with("preview", preview);
    }
}
