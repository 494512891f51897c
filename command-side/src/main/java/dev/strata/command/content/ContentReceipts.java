package dev.strata.command.content;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.FileContent;
import dev.strata.platform.signing.InvalidStatementException;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Believes the storage gateway's signature, and nothing else about content. Never calls the gateway. */
@Component
public class ContentReceipts {
    private final SignedStatements<ContentReceipt> receipts;

    ContentReceipts(SignedStatements<ContentReceipt> receipts) {
        this.receipts = receipts;
    }

    /**
     * Content that was stored.
     *
     * @param space where it was stored: the home of whoever sent it. It may go into any space that he may write to; the
     *     storage gateway makes the chunks that space's own, as it does for copies
     */
    public record Stored(FileContent content, SpaceId space) {}

    /**
     * What the receipt states; a 422 problem if it is not genuine, has expired, or was made for another account. Whoever is
     * bound to a folder needs one of an upload into it: with another, he could read there what is elsewhere.
     */
    public Stored read(String receipt, Caller caller, @Nullable Instant modifiedAt) {
        ContentReceipt stated = verify(receipt);
        NodeId bound = caller.folder();
        if (!stated.accountId().equals(caller.account()) || (bound != null && !bound.equals(stated.folderId()))) {
            throw invalid();
        }
        FileContent content = new FileContent(
                stated.manifestId(),
                stated.size(),
                stated.sha256(),
                stated.sha256Verified(),
                stated.mediaType(),
                modifiedAt);
        return new Stored(content, stated.spaceId());
    }

    private ContentReceipt verify(String receipt) {
        try {
            return receipts.verify(receipt);
        } catch (InvalidStatementException e) {
            if (e.expired()) {
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "expired-receipt",
                        "The content receipt has expired. Ask the storage gateway for a new one: POST /v1/manifests.");
            }
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-receipt",
                "The content receipt is not genuine, or not for this account.");
    }
}
