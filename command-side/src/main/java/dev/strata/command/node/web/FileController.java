package dev.strata.command.node.web;

import dev.strata.command.content.ContentReceipts;
import dev.strata.command.content.ContentReceipts.Stored;
import dev.strata.command.node.NodeAnswer;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Turns HTTP into commands for files. */
@RestController
class FileController {
    private final Commands commands;
    private final ContentReceipts receipts;
    private final Uploads uploads;

    FileController(Commands commands, ContentReceipts receipts, Uploads uploads) {
        this.commands = commands;
        this.receipts = receipts;
        this.uploads = uploads;
    }

    record CreateFileRequest(
            NodeId parentId,
            NodeName name,
            String receipt,
            @Nullable Instant modifiedAt,
            @Nullable ConflictPolicy conflict) {}

    record AddVersionRequest(
            String receipt,
            @Nullable Instant modifiedAt,
            @Nullable ConflictPolicy conflict) {}

    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/files")
    ResponseEntity<?> create(Caller caller, HttpServletRequest http, @RequestBody CreateFileRequest request) {
        Stored stored = receipts.read(request.receipt(), caller, request.modifiedAt());
        ConflictPolicy policy = request.conflict() == null ? ConflictPolicy.FAIL : request.conflict();
        return commands.run(
                caller,
                http,
                dispatch -> uploads.create(dispatch, caller, request.parentId(), request.name(), stored, policy));
    }

    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/files/{id}/versions")
    ResponseEntity<?> addVersion(
            Caller caller,
            HttpServletRequest http,
            @PathVariable NodeId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody AddVersionRequest request) {
        Stored stored = receipts.read(request.receipt(), caller, request.modifiedAt());
        ConflictPolicy policy = request.conflict() == null ? ConflictPolicy.FAIL : request.conflict();
        if (ifMatch == null && policy != ConflictPolicy.OVERWRITE) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "base-version-required",
                    "Say in If-Match which version your content was made from, or send conflict: overwrite.");
        }
        Long base = ExpectedVersion.parse(ifMatch);
        return commands.run(caller, http, dispatch -> uploads.addVersion(dispatch, caller, id, base, stored, policy));
    }

    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/files/{id}/versions/{version}/restore")
    ResponseEntity<?> restore(
            Caller caller,
            HttpServletRequest http,
            @PathVariable NodeId id,
            @PathVariable int version,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        RestoreVersion command = new RestoreVersion(id, caller.account(), version, ExpectedVersion.parse(ifMatch));
        return commands.run(caller, http, dispatch -> NodeResponses.ok(dispatch.<NodeAnswer>send(command)));
    }
}
