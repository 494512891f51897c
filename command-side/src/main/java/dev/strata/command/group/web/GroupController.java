package dev.strata.command.group.web;

import dev.strata.command.group.GroupAnswer;
import dev.strata.command.group.domain.GroupCommand;
import dev.strata.command.group.domain.GroupCommand.CreateGroup;
import dev.strata.command.group.domain.GroupCommand.DeleteGroup;
import dev.strata.command.group.domain.GroupCommand.PutMember;
import dev.strata.command.group.domain.GroupCommand.RemoveMember;
import dev.strata.command.group.domain.GroupCommand.RenameGroup;
import dev.strata.command.group.domain.GroupName;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.GroupId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
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

/** Turns HTTP into commands for groups. */
@RestController
@RequestMapping("/v1/groups")
class GroupController {
    private final Commands commands;
    private final CommandTransaction transaction;

    GroupController(Commands commands, CommandTransaction transaction) {
        this.commands = commands;
        this.transaction = transaction;
    }

    record GroupRequest(GroupName name) {}

    record MemberRequest(@Nullable Boolean owner) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<?> create(Caller caller, HttpServletRequest http, @RequestBody GroupRequest request) {
        CreateGroup command = new CreateGroup(GroupId.random(), caller.account(), request.name());
        return commands.run(caller, http, dispatch -> {
            GroupAnswer group = dispatch.send(command);
            return ResponseEntity.created(URI.create("/v1/groups/" + group.groupId()))
                    .eTag(ExpectedVersion.etag(group.version()))
                    .body(group);
        });
    }

    @PutMapping("/{id}")
    ResponseEntity<GroupAnswer> rename(Caller caller, @PathVariable GroupId id, @RequestBody GroupRequest request) {
        return answer(caller, new RenameGroup(id, caller.account(), request.name()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable GroupId id) {
        send(caller, new DeleteGroup(id, caller.account()));
    }

    @PutMapping("/{id}/members/{accountId}")
    ResponseEntity<GroupAnswer> putMember(
            Caller caller,
            @PathVariable GroupId id,
            @PathVariable AccountId accountId,
            @RequestBody MemberRequest request) {
        return answer(caller, new PutMember(id, caller.account(), accountId, Boolean.TRUE.equals(request.owner())));
    }

    @DeleteMapping("/{id}/members/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeMember(Caller caller, @PathVariable GroupId id, @PathVariable AccountId accountId) {
        send(caller, new RemoveMember(id, caller.account(), accountId));
    }

    private ResponseEntity<GroupAnswer> answer(Caller caller, GroupCommand command) {
        GroupAnswer group = transaction.run(caller.metadata(), dispatch -> dispatch.<GroupAnswer>send(command));
        return ResponseEntity.ok().eTag(ExpectedVersion.etag(group.version())).body(group);
    }

    private void send(Caller caller, GroupCommand command) {
        transaction.run(caller.metadata(), dispatch -> {
            dispatch.send(command);
            return command;
        });
    }
}
