package dev.strata.storage.manifest;

import dev.strata.kernel.content.LeafBytes;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.chunk.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Describes a content while its chunks come, in memory that hardly grows: what is full is to be stored at once. */
public final class ManifestBuilder {
    private final ManifestCodec codec;
    private final LeafRule rule;
    private final String profile;
    private final int longest;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Chunk> full = new ArrayList<>();
    private List<ManifestEntry> open = new ArrayList<>();
    private boolean flat = true;
    private long count;
    private long size;

    ManifestBuilder(LeafRule rule, String profile) {
        this.codec = new ManifestCodec(rule);
        this.rule = rule;
        this.profile = profile;
        this.longest = LeafCodec.longest(profile);
    }

    /** The manifest of a content, and the chunks that it is stored as, the last of which has its id. */
    public record Described(ManifestHead head, List<Chunk> chunks) {
        public Chunk top() {
            return chunks.getLast();
        }
    }

    /** Whether there are so few chunks until now that they need no leaves. */
    public boolean isFlat() {
        return flat;
    }

    public void add(ManifestEntry entry) {
        count++;
        size += entry.length();
        if (flat && !codec.isFlat(profile, count)) {
            flat = false;
            List<ManifestEntry> held = open;
            open = new ArrayList<>();
            held.forEach(this::grow);
        }
        if (!flat) {
            grow(entry);
        } else if (count > ManifestCodec.ENTRIES_MAX) {
            throw tooLarge();
        } else {
            open.add(entry);
        }
    }

    private void grow(ManifestEntry entry) {
        if (entry.length() > longest) {
            throw new IllegalArgumentException(
                    "the profile %s has no chunk of %d bytes".formatted(profile, entry.length()));
        }
        open.add(entry);
        if (rule.isFull(open.size(), entry.id())) {
            closeLeaf();
        }
    }

    private void closeLeaf() {
        Chunk chunk = chunk(LeafBytes.of(open));
        long bytes = open.stream().mapToLong(ManifestEntry::length).sum();
        leaves.add(new Leaf(chunk.id(), open.size(), bytes));
        if (leaves.size() > ManifestCodec.LEAVES_MAX) {
            throw tooLarge();
        }
        full.add(chunk);
        open.clear();
    }

    /** The leaves that have become full since this was last asked. */
    public List<Chunk> takeFull() {
        List<Chunk> taken = List.copyOf(full);
        full.clear();
        return taken;
    }

    /** There are no more chunks. The chunks of the content must be durable no later than the manifest: it is believed. */
    public Described finish(String sha256) {
        if (flat) {
            Manifest manifest = new Manifest(profile, size, sha256, open);
            return new Described(ManifestHead.of(manifest), List.of(chunk(codec.encode(manifest))));
        }
        if (!open.isEmpty()) {
            closeLeaf();
        }
        ManifestHead head = new ManifestHead(profile, size, sha256, count);
        List<Chunk> chunks = new ArrayList<>(takeFull());
        chunks.add(chunk(codec.encode(new ManifestForm.Root(head, leaves))));
        return new Described(head, chunks);
    }

    private static Chunk chunk(byte[] bytes) {
        return Chunk.of(bytes, 0, bytes.length);
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, "too-large", "No manifest can name so many chunks as this file has.");
    }
}
