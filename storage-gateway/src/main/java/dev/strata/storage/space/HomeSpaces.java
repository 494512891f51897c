package dev.strata.storage.space;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.side.CommandSide;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Whose space it is. Chunks can be put into, and asked for in, one's home space only. */
@Component
public class HomeSpaces {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int REMEMBERED_MAX = 10_000;

    private final CommandSide commands;
    private final Cache<AccountId, SpaceId> homes = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(REMEMBERED_MAX)
            .build();

    HomeSpaces(CommandSide commands) {
        this.commands = commands;
    }

    /** Refuses every space but the caller's own, whether it exists or not. */
    public void requireOwn(Caller caller, SpaceId space) {
        if (!homes.get(caller.account(), _ -> commands.homeSpace(caller)).equals(space)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "forbidden", "This is not your space.");
        }
    }
}
