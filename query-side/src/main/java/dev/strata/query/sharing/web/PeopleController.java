package dev.strata.query.sharing.web;

import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.sharing.Person;
import dev.strata.query.sharing.SharingQueries;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Finds whom somebody means to share with. */
@RestController
class PeopleController {
    private final SharingQueries sharing;
    private final boolean findable;

    PeopleController(SharingQueries sharing, @Value("${strata.people.findable}") boolean findable) {
        this.sharing = sharing;
        this.findable = findable;
    }

    /** Only by the whole login: nobody can browse through who is here. */
    @GetMapping("/v1/people/{login}")
    Person find(Caller caller, @PathVariable String login) {
        if (!findable) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "people-not-findable",
                    "Accounts cannot be found by their login here. Ask for the account id: GET /v1/me has it.");
        }
        return sharing.person(login)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "account-not-found", "Nobody signs in with this login."));
    }
}
