package dev.strata.command.link.domain;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import org.jspecify.annotations.Nullable;

/** What can be asked of a link; {@code by} is who asks. */
public sealed interface LinkCommand {
    LinkId linkId();

    AccountId by();

    /**
     * Makes a link.
     *
     * @param others how many links the node has already
     */
    record CreateLink(
            LinkId linkId,
            AccountId by,
            NodeId nodeId,
            LinkTerms terms,
            String tokenHash,
            @Nullable String passwordHash,
            int others)
            implements LinkCommand {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "CreateLink[" + linkId + "]";
        }
    }

    /** @param password null to keep the one that there is, if any */
    @SuppressWarnings("MissingSummary")
    record ChangeLink(
            LinkId linkId,
            AccountId by,
            LinkTerms terms,
            @Nullable NewPassword password) implements LinkCommand {}

    /** @param hash null for none */
    @SuppressWarnings("MissingSummary")
    record NewPassword(@Nullable String hash) {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    record NoteOpened(LinkId linkId, AccountId by) implements LinkCommand {}

    record NoteUsedUp(LinkId linkId, AccountId by, int downloads) implements LinkCommand {}

    record RevokeLink(LinkId linkId, AccountId by) implements LinkCommand {}
}
