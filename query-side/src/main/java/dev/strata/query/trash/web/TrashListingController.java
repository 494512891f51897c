package dev.strata.query.trash.web;

import dev.strata.platform.web.Caller;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.Homes;
import dev.strata.query.trash.TrashListingQueries;
import dev.strata.query.trash.TrashedNode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what is in the trash of the caller's home space. */
@RestController
class TrashListingController {
    private final Homes homes;
    private final TrashListingQueries trash;

    TrashListingController(Homes homes, TrashListingQueries trash) {
        this.homes = homes;
        this.trash = trash;
    }

    @GetMapping("/v1/trash")
    Page<TrashedNode> trash(
            Caller caller,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return trash.list(caller.account(), homes.of(caller).spaceId(), moment, new PageRequest(limit, cursor));
    }
}
