package dev.strata.query.conflict.web;

import dev.strata.platform.web.Caller;
import dev.strata.query.conflict.Conflict;
import dev.strata.query.conflict.ConflictQueries;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.Homes;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which conflicts are open. */
@RestController
class ConflictListingController {
    private final Homes homes;
    private final ConflictQueries conflicts;

    ConflictListingController(Homes homes, ConflictQueries conflicts) {
        this.homes = homes;
        this.conflicts = conflicts;
    }

    @GetMapping("/v1/conflicts")
    Page<Conflict> conflicts(
            Caller caller,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return conflicts.list(caller.account(), homes.of(caller).spaceId(), moment, new PageRequest(limit, cursor));
    }
}
