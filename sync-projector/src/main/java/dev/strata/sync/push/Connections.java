package dev.strata.sync.push;

import dev.strata.kernel.id.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How many connections each account has open to this process: sockets and streams together. */
@Component
public class Connections {
    private final Map<AccountId, Integer> counts = new ConcurrentHashMap<>();
    private final int most;

    Connections(@Value("${strata.sync.connections-per-account:32}") int most) {
        this.most = most;
    }

    /** False if there are too many already; otherwise {@link #close} must follow. */
    public boolean open(AccountId account) {
        if (counts.merge(account, 1, Integer::sum) <= most) {
            return true;
        }
        close(account);
        return false;
    }

    public void close(AccountId account) {
        counts.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    }
}
