package dev.strata.storage.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.download.Tickets;
import dev.strata.storage.scrub.FileVerification;
import dev.strata.storage.side.ContentPath;
import dev.strata.storage.side.QuerySide;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever may read a file whether its bytes are known to be good. */
@RestController
class VerificationController {
    private static final String PREFIX = "/v1/verification/";

    private final QuerySide queries;
    private final Tickets tickets;
    private final FileVerification verification;

    VerificationController(QuerySide queries, Tickets tickets, FileVerification verification) {
        this.queries = queries;
        this.tickets = tickets;
        this.verification = verification;
    }

    @GetMapping(PREFIX + "{*path}")
    @Operation(summary = "How many of the chunks of a file have been read and verified in the store, and when")
    FileVerification.Status status(
            Caller caller,
            HttpServletRequest request,
            @Parameter(description = ContentPath.IN) @RequestParam(required = false) @Nullable NodeId in,
            @RequestParam(required = false) @Nullable String version)
            throws IOException {
        QuerySide.Admission admission = queries.ticket(caller, path(request).in(in), null, version);
        return verification.of(tickets.check(admission.ticket()).manifestId());
    }

    private static ContentPath path(HttpServletRequest request) {
        ContentPath path;
        try {
            path = ContentPath.ofRequestUri(PREFIX, request.getRequestURI());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "path: " + e.getMessage());
        }
        if (path.isEmpty()) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", "An empty path is that of a folder.");
        }
        return path;
    }
}
