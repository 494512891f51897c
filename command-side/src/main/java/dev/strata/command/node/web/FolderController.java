package dev.strata.command.node.web;

import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand.CreateFolder;
import dev.strata.command.tree.NodeNumbers;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for folders. */
@RestController
class FolderController {
    private final Commands commands;
    private final NodeNumbers numbers;

    FolderController(Commands commands, NodeNumbers numbers) {
        this.commands = commands;
        this.numbers = numbers;
    }

    record CreateFolderRequest(NodeId parentId, NodeName name) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/folders")
    ResponseEntity<?> create(Caller caller, HttpServletRequest http, @RequestBody CreateFolderRequest request) {
        NodeId id = NodeId.random();
        return commands.run(caller, http, dispatch -> {
            NodeAnswer node = dispatch.send(
                    new CreateFolder(id, caller.account(), request.parentId(), request.name(), numbers.next()));
            return NodeResponses.created(node);
        });
    }
}
