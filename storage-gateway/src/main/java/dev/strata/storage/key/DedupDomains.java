package dev.strata.storage.key;

import dev.strata.kernel.id.SpaceId;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Within which bounds a chunk is stored once, and under which data keys: the whole deployment, or each space by itself
 * ({@code strata.storage.dedup=space}). What a space may know of is another matter: only what it has itself.
 */
@Component
public class DedupDomains {
    private static final UUID DEPLOYMENT = new UUID(0, 0);

    private final Scope scope;

    DedupDomains(@Value("${strata.storage.dedup:deployment}") Scope scope) {
        this.scope = scope;
    }

    /** How far equal chunks are looked for. */
    enum Scope {
        DEPLOYMENT,
        SPACE
    }

    public UUID of(SpaceId space) {
        return scope == Scope.SPACE ? space.value() : DEPLOYMENT;
    }
}
