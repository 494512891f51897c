package dev.strata.kernel.content;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;

/**
 * What the storage gateway states, signed: this account stored this manifest, with all its chunks durable, in this
 * space. The command side trusts the signature and never asks the gateway.
 *
 * @param size in bytes
 * @param sha256Verified whether the gateway computed the digest of the whole content itself
 */
public record ContentReceipt(
        AccountId accountId,
        SpaceId spaceId,
        ManifestId manifestId,
        long size,
        String sha256,
        boolean sha256Verified,
        String mediaType) {}
