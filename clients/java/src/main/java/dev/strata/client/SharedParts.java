package dev.strata.client;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What the chunks of a content have in common with those of another one, as {@code POST /v1/manifests} takes it.
 *
 * @param base the other content
 * @param parts in order
 * @param idsSha256 of the ids of all chunks, because of those of the base only the beginnings are known here
 */
record SharedParts(String base, List<Part> parts, String idsSha256) {

    /**
     * A run of chunks of the other content, then some that it does not have there.
     *
     * @param from the number of the first chunk of the run
     * @param count 0 if there is no run
     */
    record Part(int from, int count, List<ManifestEntry> chunks) {}

    static SharedParts of(ChunkList base, List<ManifestEntry> content) {
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < base.count(); i++) {
            places.putIfAbsent(base.id(i), i);
        }
        MessageDigest ids = Sha256.digest();
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int next = 0;
        List<ManifestEntry> others = new ArrayList<>();
        for (ManifestEntry chunk : content) {
            ids.update(chunk.id().digest());
            int place = base.isAt(next, chunk) ? next : places.getOrDefault(ChunkList.id(chunk.id()), -1);
            if (place < next || !base.isAt(place, chunk)) {
                others.add(chunk);
                continue;
            }
            if (place > next || !others.isEmpty()) {
                add(parts, from, next, others);
                from = place;
                others = new ArrayList<>();
            }
            next = place + 1;
        }
        add(parts, from, next, others);
        return new SharedParts(base.manifestId(), parts, HexFormat.of().formatHex(ids.digest()));
    }

    private static void add(List<Part> parts, int from, int next, List<ManifestEntry> others) {
        if (next > from || !others.isEmpty()) {
            parts.add(new Part(from, next - from, others));
        }
    }

    /** The chunks that are named. */
    List<ManifestEntry> others() {
        return parts.stream().flatMap(part -> part.chunks().stream()).toList();
    }
}
