package dev.strata.storage.upload;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.chunk.PackWriter;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.manifest.MalformedManifestException;
import dev.strata.storage.manifest.ManifestBuilder;
import dev.strata.storage.manifest.ManifestBuilder.Described;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.space.HomeSpaces;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Manifests of content that the client has cut itself and sent chunk by chunk. */
@Component
public class ClientManifests {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final HomeSpaces homes;
    private final SpaceChunks chunks;
    private final ChunkStore store;
    private final ManifestStore manifests;
    private final Receipts receipts;
    private final Clock clock;

    ClientManifests(
            HomeSpaces homes,
            SpaceChunks chunks,
            ChunkStore store,
            ManifestStore manifests,
            Receipts receipts,
            Clock clock) {
        this.homes = homes;
        this.chunks = chunks;
        this.store = store;
        this.manifests = manifests;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** A manifest that is stored, and the statement that it is. */
    public record Stored(ManifestId manifestId, long size, String receipt) {}

    /** What a client says of a content. */
    public record Claimed(Manifest manifest, String mediaType) {}

    /**
     * Takes contents whose chunks are all named: all of them or, if one is refused, none.
     *
     * @return in their order
     */
    public List<Stored> store(Caller caller, SpaceId space, List<Claimed> contents) throws IOException {
        homes.requireOwn(caller, space);
        contents.forEach(claimed -> check(claimed.manifest()));
        SpaceContent content = content(space);
        content.pinEntries(contents.stream()
                .flatMap(claimed -> claimed.manifest().chunks().stream())
                .toList());
        content.requireAll();
        List<Described> described =
                contents.stream().map(claimed -> describe(claimed.manifest())).toList();
        store.put(
                space, described.stream().flatMap(one -> one.chunks().stream()).toList());
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            stored.add(sign(caller, space, described.get(i), contents.get(i).mediaType()));
        }
        return stored;
    }

    private Described describe(Manifest manifest) {
        ManifestBuilder builder = manifests.describe(manifest.profile());
        try {
            manifest.chunks().forEach(builder::add);
        } catch (IllegalArgumentException e) {
            throw SpaceContent.invalid(String.valueOf(e.getMessage()));
        }
        return builder.finish(manifest.sha256());
    }

    /**
     * Takes a content by the leaves of its manifest, which the client has sent as chunks.
     *
     * @param leaves in order, more than one
     */
    public Stored store(
            Caller caller, SpaceId space, String profile, List<ChunkId> leaves, String sha256, String mediaType)
            throws IOException {
        homes.requireOwn(caller, space);
        SpaceContent content = content(space);
        Map<ChunkId, Integer> lengths = content.pin(leaves);
        content.requireAll();
        ManifestBuilder builder = manifests.describe(profile);
        for (int i = 0; i < leaves.size() && !content.lacksMany(); i++) {
            ChunkId leaf = leaves.get(i);
            if (lengths.getOrDefault(leaf, 0) > manifests.leafBytesMax()) {
                throw SpaceContent.invalid("chunk %s is too long for a leaf".formatted(leaf));
            }
            List<ManifestEntry> entries = entries(leaf, profile, i == leaves.size() - 1);
            content.pinEntries(entries);
            entries.forEach(builder::add);
            builder.takeFull(); // made anew, they are the leaves that the client has sent
        }
        content.requireAll();
        if (builder.isFlat()) {
            throw SpaceContent.invalid("so few chunks have no leaves: name them");
        }
        Described described = builder.finish(sha256);
        store.put(space, described.chunks());
        return sign(caller, space, described, mediaType);
    }

    /** Takes a content that is like another one, whose manifest the space has. */
    public Stored store(
            Caller caller, SpaceId space, String profile, SharedParts shared, String sha256, String mediaType)
            throws IOException {
        homes.requireOwn(caller, space);
        SpaceContent content = content(space);
        content.pin(List.of(ChunkId.of(shared.base().hex())));
        content.requireAll();
        List<ManifestEntry> named = named(shared);
        long size = named.stream().mapToLong(ManifestEntry::length).sum();
        Claimed claimed = new Claimed(new Manifest(profile, size, sha256, named), mediaType);
        return store(caller, space, List.of(claimed)).getFirst();
    }

    private List<ManifestEntry> named(SharedParts shared) throws IOException {
        try {
            return shared.resolve(manifests.open(shared.base()));
        } catch (MalformedManifestException e) {
            throw SpaceContent.invalid("base: %s".formatted(e.getMessage()));
        }
    }

    private List<ManifestEntry> entries(ChunkId leaf, String profile, boolean last) throws IOException {
        try {
            return manifests.leaf(leaf, profile, last);
        } catch (MalformedManifestException e) {
            throw SpaceContent.invalid("leaf %s: %s".formatted(leaf, e.getMessage()));
        }
    }

    private SpaceContent content(SpaceId space) {
        return new SpaceContent(chunks, space, clock.instant().plus(PackWriter.PINNED));
    }

    private Stored sign(Caller caller, SpaceId space, Described described, String mediaType) {
        ManifestId id = ManifestStore.id(described.top());
        // With one chunk or none the claim about the whole has been checked, against a hash that was computed here.
        boolean verified = described.head().chunks() <= 1;
        return new Stored(
                id,
                described.head().size(),
                receipts.sign(
                        caller.account(),
                        space,
                        id,
                        described.head(),
                        verified,
                        ContentType.normalise(mediaType),
                        caller.folder()));
    }

    private static void check(Manifest manifest) {
        List<ManifestEntry> entries = manifest.chunks();
        if (manifest.profile().equals(Manifest.FIXED_4M)
                && entries.stream().limit(Math.max(0, entries.size() - 1)).anyMatch(ClientManifests::isShort)) {
            throw SpaceContent.invalid(
                    "in the profile %s only the last chunk may be short".formatted(Manifest.FIXED_4M));
        }
        if (entries.size() <= 1) {
            String actual = entries.isEmpty() ? EMPTY : entries.getFirst().id().hex();
            if (!manifest.sha256().equals(actual)) {
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "digest-mismatch",
                        "The content has the SHA-256 %s, announced was %s.".formatted(actual, manifest.sha256()));
            }
        }
    }

    private static boolean isShort(ManifestEntry entry) {
        return entry.length() != Manifest.FIXED_4M_BYTES;
    }
}
