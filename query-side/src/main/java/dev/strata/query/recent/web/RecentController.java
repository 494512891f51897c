package dev.strata.query.recent.web;

import dev.strata.platform.web.Caller;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.recent.RecentQueries;
import dev.strata.query.sharing.Homes;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was changed last, by anybody, of all that the caller may see. */
@RestController
class RecentController {
    private final Homes homes;
    private final RecentQueries recent;

    RecentController(Homes homes, RecentQueries recent) {
        this.homes = homes;
        this.recent = recent;
    }

    @GetMapping("/v1/recent")
    Page<Node> recent(
            Caller caller,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return recent.list(caller.account(), homes.of(caller), moment, new PageRequest(limit, cursor));
    }
}
