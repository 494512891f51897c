package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what has happened, and takes it back: first a preview, then just that.
 *
 * <pre>{@code
 * UndoFilter lastHour = UndoFilter.since(Instant.now().minus(Duration.ofHours(1)));
 * UndoReport plan = client.history().previewUndo(lastHour);
 * client.history().undo(lastHour, plan);
 * }</pre>
 */
public final class History {
    private final Requests requests;
    private final Transport transport;

    History(Requests requests) {
        this.requests = requests;
        this.transport = requests.transport();
    }

    /** What happened to a node, newest first, with every detail. */
    public Page<AuditEntry> audit(String nodeId, @Nullable String cursor) throws IOException {
        return page(Parameters.of("/v1/audit").with("node", nodeId), cursor, AuditEntry.class);
    }

    /**
     * Who did what, newest first.
     *
     * @param nodeId also of everything below it; null for what concerns this account
     */
    public Page<Activity> activity(@Nullable String nodeId, @Nullable String cursor) throws IOException {
        return page(Parameters.of("/v1/activity").with("node", nodeId), cursor, Activity.class);
    }

    /** The files and folders that were changed last. */
    public Page<Node> recent(@Nullable String cursor) throws IOException {
        return page(Parameters.of("/v1/recent"), cursor, Node.class);
    }

    /**
     * What is different.
     *
     * @param nodeId the tree to look at; null for this account's own space
     * @param to null for now
     */
    public Page<Difference> diff(@Nullable String nodeId, Instant from, @Nullable Instant to, @Nullable String cursor)
            throws IOException {
        Parameters parameters = Parameters.of("/v1/diff")
                .with("node", nodeId)
                .with("from", from)
                .with("to", to);
        return page(parameters, cursor, Difference.class);
    }

    private <T> Page<T> page(Parameters parameters, @Nullable String cursor, Class<T> item) throws IOException {
        return transport.page(requests.seeing(parameters.page(cursor).toString()), item);
    }

    public UndoReport previewUndo(UndoFilter filter) throws IOException {
        return report("/v1/undo", filter.members(), null);
    }

    /** Refused with {@code plan-changed} if something has happened since the preview. */
    public UndoReport undo(UndoFilter filter, UndoReport preview) throws IOException {
        return report("/v1/undo", filter.members(), preview);
    }

    public UndoReport previewRewind(String nodeId, Instant to) throws IOException {
        return report(rewind(nodeId), Map.of("to", to), null);
    }

    /** Sets a node and everything below it back to an instant. Refused like {@link #undo}. */
    public UndoReport rewind(String nodeId, Instant to, UndoReport preview) throws IOException {
        return report(rewind(nodeId), Map.of("to", to), preview);
    }

    private static String rewind(String nodeId) {
        return "/v1/nodes/%s/rewind".formatted(segment(nodeId));
    }

    private UndoReport report(String path, Map<String, Object> what, @Nullable UndoReport preview) throws IOException {
        Map<String, Object> body = new HashMap<>(what);
        if (preview != null) {
            body.put("confirm", preview.confirm());
        }
        return transport.read(requests.json(requests.request(path), "POST", body), UndoReport.class);
    }
}
