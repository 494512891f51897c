package dev.strata.storage.reference;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.kernel.node.NodeEvent.FileCreated;
import dev.strata.kernel.node.NodeEvent.VersionAdded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that a projection of references is told of, without a log. */
public final class PlayedEvents {
    private final ReferenceProjection projection;
    private final List<Runnable> told = new ArrayList<>();

    public PlayedEvents(JdbcClient jdbc) {
        this.projection = new ReferenceProjection(jdbc);
    }

    public void file(NodeId node, SpaceId space, NodeId parent, ManifestId manifest, Instant at) {
        tell(new FileCreated(node, space, 1L, parent, "file", content(manifest)), at);
    }

    public void version(NodeId node, SpaceId space, int version, ManifestId manifest, Instant at) {
        tell(new VersionAdded(node, space, version, content(manifest)), at);
    }

    public void purge(NodeId node, SpaceId space, Instant at) {
        tell(new NodeEvent.NodePurged(node, space, "requested"), at);
    }

    public void erase(SpaceId space, Instant at) {
        tell(() -> projection.on(new AccountErased(AccountId.random(), space), at));
    }

    public void tell(NodeEvent event, Instant at) {
        tell(() -> projection.apply(event, at));
    }

    private void tell(Runnable event) {
        told.add(event);
        event.run();
    }

    /** All of them once more. */
    public void replay() {
        told.forEach(Runnable::run);
    }

    public static FileContent content(ManifestId manifest) {
        return new FileContent(manifest, 1L, "b".repeat(64), true, "text/plain", null);
    }
}
