package dev.strata.storage.manifest;

import dev.strata.kernel.content.Manifest;
import java.util.List;

/** What the chunk of a manifest says: all, or where the rest is. */
sealed interface ManifestForm {
    ManifestHead head();

    /** Names the chunks itself. */
    record Flat(Manifest manifest) implements ManifestForm {
        @Override
        public ManifestHead head() {
            return ManifestHead.of(manifest);
        }
    }

    /** Names leaves that name the chunks. */
    record Root(ManifestHead head, List<Leaf> leaves) implements ManifestForm {
        public Root {
            leaves = List.copyOf(leaves);
        }
    }
}
