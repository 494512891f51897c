package dev.strata.storage.upload;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.storage.manifest.ManifestHead;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** States what is stored: to be asked only when manifest and chunks are durable. */
@Component
public class Receipts {
    private static final Duration VALIDITY = Duration.ofHours(24);

    private final SignedStatements<ContentReceipt> signer;

    Receipts(SignedStatements<ContentReceipt> signer) {
        this.signer = signer;
    }

    /** @param folder that the uploader's access token is bound to, if any */
    @SuppressWarnings("MissingSummary")
    public String sign(
            AccountId account,
            SpaceId space,
            ManifestId id,
            ManifestHead manifest,
            boolean verified,
            String mediaType,
            @Nullable NodeId folder) {
        return signer.sign(
                new ContentReceipt(account, space, id, manifest.size(), manifest.sha256(), verified, mediaType, folder),
                VALIDITY);
    }
}
