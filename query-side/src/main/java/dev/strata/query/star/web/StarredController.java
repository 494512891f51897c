package dev.strata.query.star.web;

import dev.strata.platform.web.Caller;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.star.StarredQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the caller has starred. */
@RestController
class StarredController {
    private final StarredQueries stars;

    StarredController(StarredQueries stars) {
        this.stars = stars;
    }

    @GetMapping("/v1/starred")
    Page<Node> starred(
            Caller caller,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return stars.list(caller.account(), moment, new PageRequest(limit, cursor));
    }
}
