package dev.strata.query.operation.web;

import dev.strata.query.operation.ProjectionOverview;
import dev.strata.query.operation.ProjectionOverview.Entry;
import dev.strata.query.operation.ReplayProgress;
import dev.strata.query.operation.Replays;
import dev.strata.query.page.Page;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the operator how the projections are doing, and has them built anew. */
@RestController
class ProjectionController {
    private final ProjectionOverview overview;
    private final Replays replays;

    ProjectionController(ProjectionOverview overview, Replays replays) {
        this.overview = overview;
        this.replays = replays;
    }

    @GetMapping("/v1/operations/projections")
    Page<Entry> list() {
        return new Page<>(overview.all(), null);
    }

    @PostMapping("/v1/operations/projections/{name}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ReplayProgress replay(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean compareOnly,
            @RequestParam(defaultValue = "false") boolean force) {
        return replays.start(name, compareOnly, force);
    }

    @GetMapping("/v1/operations/projections/{name}/replay")
    ReplayProgress replay(@PathVariable String name) {
        return replays.get(name);
    }
}
