package dev.strata.query.content.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.content.Downloads;
import dev.strata.query.freshness.SecondLook;
import dev.strata.query.history.FileVersion;
import dev.strata.query.history.VersionHistoryQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends readers of a file's bytes to the storage gateway. */
@RestController
class DownloadController {
    private final Nodes nodes;
    private final VersionHistoryQueries history;
    private final SecondLook secondLook;
    private final Downloads downloads;
    private final Moments moments;

    DownloadController(
            Nodes nodes, VersionHistoryQueries history, SecondLook secondLook, Downloads downloads, Moments moments) {
        this.nodes = nodes;
        this.history = history;
        this.secondLook = secondLook;
        this.downloads = downloads;
        this.moments = moments;
    }

    @GetMapping("/v1/files/{fileId}/content")
    ResponseEntity<Void> content(
            Caller caller,
            @PathVariable NodeId fileId,
            Moment moment,
            @RequestParam(required = false) @Nullable Integer version) {
        Node file = nodes.file(caller, fileId, moment);
        int number = version == null ? Objects.requireNonNull(file.contentVersion(), "files have one") : version;
        FileVersion wanted = secondLook
                .find(() -> history.find(fileId, number, moment))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "version-not-found", "This file has no version " + number + "."));
        if (moment instanceof Moment.At && isGone(caller, fileId, number)) {
            throw new ProblemException(
                    HttpStatus.GONE,
                    "content-gone",
                    "Version %d has been removed for good since then.".formatted(number));
        }
        return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                .location(downloads.location(wanted, file.name()))
                .build();
    }

    private boolean isGone(Caller caller, NodeId fileId, int number) {
        Moment now = moments.now();
        return nodes.find(caller.account(), fileId, now).isEmpty()
                || history.find(fileId, number, now).isEmpty();
    }
}
