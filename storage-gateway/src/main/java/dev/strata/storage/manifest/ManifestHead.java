package dev.strata.storage.manifest;

import dev.strata.kernel.content.Manifest;

/** What every manifest says of the whole content. */
public record ManifestHead(String profile, long size, String sha256, long chunks) {
    public static ManifestHead of(Manifest manifest) {
        return new ManifestHead(
                manifest.profile(),
                manifest.size(),
                manifest.sha256(),
                manifest.chunks().size());
    }
}
