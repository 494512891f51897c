package dev.strata.storage.session;

import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.side.CommandSide;
import dev.strata.storage.side.Placement;
import dev.strata.storage.side.RefusedBySideException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has the command side keep room for uploads; it does so for an hour at a time. */
@Component
class UploadPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(UploadPlaces.class);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(30);

    private final CommandSide commands;
    private final UploadSessions sessions;
    private final Clock clock;

    UploadPlaces(CommandSide commands, UploadSessions sessions, Clock clock) {
        this.commands = commands;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Asks again if it is long ago; refused if there is no room any more, or no such folder. */
    void keep(Caller caller, UploadSession session) {
        Long length = session.length();
        if (session.placedAt().plus(RENEWED_AFTER).isBefore(clock.instant())) {
            renew(caller, session, length == null ? -1 : length);
        }
    }

    /** Gives back the room that was kept; what cannot be given back now is free within the hour. */
    void release(Caller caller, UploadSession session) {
        try {
            commands.place(caller, session.target().contentPath(), 0);
        } catch (ProblemException | RefusedBySideException e) {
            LOG.info("the room for the upload {} is kept for a while", session.id(), e);
        }
    }

    /** What allows the caller to end the upload, even if that takes longer than his access token lasts. */
    String token(Caller caller, UploadSession session, long size) {
        return CommandSide.bearer(renew(caller, session, size));
    }

    private Placement renew(Caller caller, UploadSession session, long size) {
        Placement placement = commands.place(caller, session.target().contentPath(), size);
        sessions.placed(session.id());
        return placement;
    }
}
