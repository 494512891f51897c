package dev.strata.query.sharing;

import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.freshness.SecondLook;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the caller's own space, or refuses the request. */
@Component
public class Homes {
    private final SharingQueries sharing;
    private final SecondLook secondLook;

    public Homes(SharingQueries sharing, SecondLook secondLook) {
        this.sharing = sharing;
        this.secondLook = secondLook;
    }

    /** Whoever has an access token has an account, so one that is not here yet will be. */
    public Home of(Caller caller) {
        return secondLook
                .find(() -> sharing.home(caller.account()))
                .orElseThrow(() -> new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "not-yet-visible",
                                "Your account is not visible here yet.")
                        .withHeader(HttpHeaders.RETRY_AFTER, "1"));
    }
}
