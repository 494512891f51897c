package dev.strata.query.group.web;

import dev.strata.kernel.id.GroupId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.freshness.SecondLook;
import dev.strata.query.group.Group;
import dev.strata.query.group.GroupMember;
import dev.strata.query.group.GroupQueries;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which groups the caller is in, and who else is. Whoever is in a group now may see who was. */
@RestController
class GroupListingController {
    private final GroupQueries groups;
    private final Moments moments;
    private final SecondLook secondLook;

    GroupListingController(GroupQueries groups, Moments moments, SecondLook secondLook) {
        this.groups = groups;
        this.moments = moments;
        this.secondLook = secondLook;
    }

    @GetMapping("/v1/groups")
    Page<Group> groups(
            Caller caller,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return groups.of(caller.account(), moment, new PageRequest(limit, cursor));
    }

    @GetMapping("/v1/groups/{id}")
    Group group(Caller caller, @PathVariable GroupId id) {
        return secondLook
                .find(() -> groups.find(caller.account(), id, moments.now()))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "group-not-found",
                        "There is no such group, or you are no member of it."));
    }

    @GetMapping("/v1/groups/{id}/members")
    Page<GroupMember> members(
            Caller caller,
            @PathVariable GroupId id,
            Moment moment,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        group(caller, id);
        return groups.members(id, moment, new PageRequest(limit, cursor));
    }
}
