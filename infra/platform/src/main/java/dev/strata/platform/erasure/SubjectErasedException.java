package dev.strata.platform.erasure;

import dev.strata.platform.web.ProblemException;
import org.springframework.http.HttpStatus;

/** Nothing personal can be recorded any more of an account that is erased, or of its space. */
public class SubjectErasedException extends ProblemException {
    public SubjectErasedException() {
        super(HttpStatus.GONE, "account-erased", "This account has been erased, with everything in its space.");
    }
}
