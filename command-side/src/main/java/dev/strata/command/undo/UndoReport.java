package dev.strata.command.undo;

import dev.strata.kernel.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an undo does, or would do.
 *
 * @param confirm to be sent back to have just this done
 * @param operation the id of what was done; null for a preview
 * @param events how many events are taken back
 * @param conflicts what is left as it is, and why: for somebody to decide
 */
public record UndoReport(
        String confirm, @Nullable String operation, int events, List<Change> changes, List<Conflict> conflicts) {

    /** @param change what is done: place, aside (for a moment, under another name), content, tag, description, modified-time, grant, trash */
    @SuppressWarnings("MissingSummary")
    public record Change(
            NodeId nodeId,
            String name,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    /** @param reason a code: changed-since, holds-later-work, purged, name-taken or that of a refusal */
    @SuppressWarnings("MissingSummary")
    public record Conflict(NodeId nodeId, String name, String reason, String detail) {}

    /** The same, as if it had not been done. */
    public UndoReport preview() {
        return new UndoReport(confirm, null, events, changes, conflicts);
    }

    static UndoReport of(@Nullable String operation, int events, List<Change> changes, List<Conflict> conflicts) {
        return new UndoReport(digest(changes + "\n" + conflicts), operation, events, changes, conflicts);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
