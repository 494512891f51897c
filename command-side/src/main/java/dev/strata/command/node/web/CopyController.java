package dev.strata.command.node.web;

import dev.strata.command.copy.Copies;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into copies. */
@RestController
class CopyController {
    private final Commands commands;
    private final Copies copies;

    CopyController(Commands commands, Copies copies) {
        this.commands = commands;
        this.copies = copies;
    }

    record CopyRequest(
            NodeId parentId, NodeName name, @Nullable ConflictPolicy conflict) {
        boolean keepsBoth() {
            return ConflictPolicy.keepsBoth(conflict);
        }
    }

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/nodes/{id}/copies")
    ResponseEntity<?> copy(
            Caller caller, HttpServletRequest http, @PathVariable NodeId id, @RequestBody CopyRequest request) {
        return commands.run(
                caller,
                http,
                dispatch -> NodeResponses.created(copies.copy(
                        dispatch, caller.account(), id, request.parentId(), request.name(), request.keepsBoth())));
    }
}
