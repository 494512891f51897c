package dev.strata.kernel.content;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import org.jspecify.annotations.Nullable;

/**
 * What the storage gateway states, signed: this account stored this manifest, with all its chunks durable, in this
 * space. The command side trusts the signature and never asks the gateway.
 *
 * @param size in bytes
 * @param sha256Verified whether the gateway computed the digest of the whole content itself
 * @param folderId the folder that the access token of the upload is bound to; null if it is bound to none
 */
public record ContentReceipt(
        AccountId accountId,
        SpaceId spaceId,
        ManifestId manifestId,
        long size,
        String sha256,
        boolean sha256Verified,
        String mediaType,
        @Nullable NodeId folderId) {}
