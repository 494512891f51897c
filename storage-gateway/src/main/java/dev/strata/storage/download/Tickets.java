package dev.strata.storage.download;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.ManifestId;
import dev.strata.platform.signing.InvalidStatementException;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lets in whoever holds a ticket that the query side has signed. */
@Component
public class Tickets {
    private final SignedStatements<DownloadTicket> tickets;

    Tickets(SignedStatements<DownloadTicket> tickets) {
        this.tickets = tickets;
    }

    public DownloadTicket check(String text) {
        try {
            return tickets.verify(text);
        } catch (InvalidStatementException e) {
            ProblemException problem = e.expired()
                    ? new ProblemException(
                            HttpStatus.FORBIDDEN, "expired-ticket", "This link has expired. Ask for a new one.")
                    : invalid();
            problem.initCause(e);
            throw problem;
        }
    }

    /** The ticket, if it is for this manifest. */
    public DownloadTicket check(@Nullable String text, ManifestId id) {
        if (text == null) {
            throw invalid();
        }
        DownloadTicket ticket = check(text);
        if (!ticket.manifestId().equals(id)) {
            throw invalid();
        }
        return ticket;
    }

    private static ProblemException invalid() {
        return new ProblemException(HttpStatus.FORBIDDEN, "invalid-ticket", "This is not a ticket for this content.");
    }
}
