package dev.strata.query.content.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.content.Downloads;
import dev.strata.query.freshness.SecondLook;
import dev.strata.query.history.FileVersion;
import dev.strata.query.history.VersionHistoryQueries;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.Node;
import dev.strata.query.listing.Nodes;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import io.swagger.v3.oas.annotations.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends readers of a file's bytes to the storage gateway. */
@RestController
class DownloadController {
    private static final int TICKETS_MAX = 1_000;

    private final Nodes nodes;
    private final FolderListingQueries listing;
    private final VersionHistoryQueries history;
    private final SecondLook secondLook;
    private final Downloads downloads;
    private final Moments moments;

    DownloadController(
            Nodes nodes,
            FolderListingQueries listing,
            VersionHistoryQueries history,
            SecondLook secondLook,
            Downloads downloads,
            Moments moments) {
        this.nodes = nodes;
        this.listing = listing;
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

    /** Small files that are to be fetched together. */
    record TicketsRequest(List<Wanted> files) {
        TicketsRequest {
            if (files.isEmpty() || files.size() > TICKETS_MAX) {
                throw new IllegalArgumentException("files: 1 to %d, not %d".formatted(TICKETS_MAX, files.size()));
            }
        }

        /** Of each file one. */
        Map<NodeId, Integer> versions() {
            Map<NodeId, Integer> versions = new LinkedHashMap<>();
            for (Wanted file : files) {
                if (versions.put(file.fileId(), file.version()) != null) {
                    throw new ProblemException(
                            HttpStatus.BAD_REQUEST, "invalid-value", "files: %s twice".formatted(file.fileId()));
                }
            }
            return versions;
        }
    }

    record Wanted(NodeId fileId, int version) {}

    /**
     * What opens the contents.
     *
     * @param tickets in the order of the question; null where there is nothing to open for this caller
     */
    record Tickets(List<@Nullable String> tickets) {}

    @PostMapping("/v1/files/tickets")
    @Operation(summary = "What opens the contents of up to 1,000 files at /v1/manifests/contents, in their order")
    Tickets tickets(Caller caller, @RequestBody TicketsRequest request) {
        Map<NodeId, Integer> versions = request.versions();
        Map<NodeId, String> found = secondLook
                .find(() -> Optional.of(find(caller, versions)).filter(all -> all.size() == versions.size()))
                .orElseGet(() -> find(caller, versions));
        List<@Nullable String> tickets = new ArrayList<>();
        for (Wanted file : request.files()) {
            tickets.add(found.get(file.fileId()));
        }
        return new Tickets(tickets);
    }

    private Map<NodeId, String> find(Caller caller, Map<NodeId, Integer> versions) {
        Moment now = moments.now();
        Map<NodeId, Node> files = listing.find(caller.account(), versions.keySet(), now);
        Map<NodeId, String> tickets = new HashMap<>();
        history.find(versions, now).forEach((id, version) -> {
            Node file = files.get(id);
            if (file != null) {
                tickets.put(id, downloads.ticket(version, file.name()));
            }
        });
        return tickets;
    }

    private boolean isGone(Caller caller, NodeId fileId, int number) {
        Moment now = moments.now();
        return nodes.find(caller.account(), fileId, now).isEmpty()
                || history.find(fileId, number, now).isEmpty();
    }
}
