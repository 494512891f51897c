package dev.strata.storage.upload;

import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.content.Profile;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.manifest.ManifestHead;
import dev.strata.storage.manifest.ManifestStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How the next version of a file has to be cut, so that it shares chunks with the one before. */
@Component
public class KeptProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeptProfiles.class);

    private final ManifestStore manifests;

    KeptProfiles(ManifestStore manifests) {
        this.manifests = manifests;
    }

    /**
     * Null if there is nothing to keep.
     *
     * @param newest the manifest of the version before
     */
    public @Nullable Profile after(@Nullable ManifestId newest) throws IOException {
        if (newest == null) {
            return null;
        }
        try {
            ManifestHead head = manifests.open(newest).head();
            return Profile.keptAfter(head.profile(), head.chunks()).orElse(null);
        } catch (ChunkStoreException damaged) {
            LOG.warn("a new version does not know how the one before was cut: {}", newest, damaged);
            return null;
        }
    }
}
