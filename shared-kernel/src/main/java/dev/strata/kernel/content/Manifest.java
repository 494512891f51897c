package dev.strata.kernel.content;

import java.util.List;

/**
 * The ordered chunks of one version, all of them: a large file's are read leaf by leaf instead.
 *
 * @param profile how the content was cut; kept for all later versions of the file
 * @param size of the content in bytes: the sum of the entries' lengths
 * @param sha256 of the whole content
 */
public record Manifest(String profile, long size, String sha256, List<ManifestEntry> chunks) {
    /** Chunks of exactly {@link #FIXED_4M_BYTES}, the last one shorter. */
    public static final String FIXED_4M = "fixed-4m";

    public static final int FIXED_4M_BYTES = 4 << 20;

    public Manifest {
        requireProfile(profile);
        Sha256.require("SHA-256", sha256);
        long sum = chunks.stream().mapToLong(ManifestEntry::length).sum();
        if (sum != size) {
            throw new IllegalArgumentException("the chunks have %d bytes, not %d".formatted(sum, size));
        }
        chunks = List.copyOf(chunks);
    }

    /** Refuses what is no name of a profile. */
    public static String requireProfile(String text) {
        if (text.isEmpty() || text.length() > 32 || !text.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("not a profile: " + text);
        }
        return text;
    }
}
