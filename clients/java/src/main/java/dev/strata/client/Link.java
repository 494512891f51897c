package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address that opens a node to whoever has it. The address itself is told once, when the link is made.
 *
 * <pre>{@code
 * for (Link link : client.links().of(node)) {
 *     System.out.println(link.linkId() + " was used " + link.downloads() + " times");
 * }
 * }</pre>
 *
 * @param maker the account that made it
 * @param maxDownloads null for as many as there are
 */
public record Link(
        String linkId,
        String nodeId,
        @Nullable String maker,
        String role,
        boolean uploadOnly,
        boolean passwordNeeded,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        int downloads,
        @Nullable Integer maxDownloads) {

    /** A link that was just made, and its address: nobody remembers it. */
    public record New(String linkId, String url, String token, Link link) {
        /** Without what opens it. */
        @Override
        public String toString() {
            return "New[" + linkId + "]";
        }
    }

    /**
     * For what a link is good, and for how long.
     *
     * @param role {@code viewer} or {@code editor}
     * @param password null for none
     * @param expiresAt null for until it is ended
     * @param maxDownloads null for as many as there are
     * @param uploadOnly whether files can be put into a folder and nothing can be seen
     */
    public record Terms(
            String role,
            @Nullable String password,
            @Nullable Instant expiresAt,
            @Nullable Integer maxDownloads,
            boolean uploadOnly) {
        /** To look at, for everybody and for ever. */
        public static Terms view() {
            return new Terms("viewer", null, null, null, false);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Terms[" + role + "]";
        }
    }
}
