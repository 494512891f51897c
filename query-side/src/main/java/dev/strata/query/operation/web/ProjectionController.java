package dev.strata.query.operation.web;

import dev.strata.query.operation.ProjectionOverview;
import dev.strata.query.operation.ProjectionOverview.Entry;
import dev.strata.query.page.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the operator how the projections are doing. */
@RestController
class ProjectionController {
    private final ProjectionOverview overview;

    ProjectionController(ProjectionOverview overview) {
        this.overview = overview;
    }

    @GetMapping("/v1/operations/projections")
    Page<Entry> list() {
        return new Page<>(overview.all(), null);
    }
}
