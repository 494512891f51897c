package dev.strata.query.history.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.query.history.FileVersion;
import dev.strata.query.history.VersionHistoryQueries;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which versions a file has. */
@RestController
class VersionHistoryController {
    private final Nodes nodes;
    private final VersionHistoryQueries history;

    VersionHistoryController(Nodes nodes, VersionHistoryQueries history) {
        this.nodes = nodes;
        this.history = history;
    }

    @GetMapping("/v1/files/{fileId}/versions")
    Page<FileVersion> versions(
            Caller caller,
            @PathVariable NodeId fileId,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return history.list(nodes.file(caller, fileId, moment).id(), moment, new PageRequest(limit, cursor));
    }
}
