package dev.strata.kernel.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a content is cut. A manifest names it, and later versions of the file keep it: cut in another way, everything
 * would have to be sent again. Manifests may name others, which are read but no longer made.
 */
public enum Profile {
    /** For nearly everything. */
    DEFAULT(16 << 10, 64 << 10, 256 << 10),

    /** For large files: a quarter of the chunks. */
    BULK(64 << 10, 256 << 10, 1024 << 10),

    /** For files that are edited in place, such as databases and images of disks. */
    ALIGNED(16 << 10, 16 << 10, 16 << 10);

    /** From here on a content is large. */
    static final long LARGE_BYTES = 1L << 30;

    private final int min;
    private final int normal;
    private final int max;

    Profile(int min, int normal, int max) {
        this.min = min;
        this.normal = normal;
        this.max = max;
    }

    /** What manifests call it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if that is none that is still made. */
    public static Optional<Profile> find(String text) {
        return Arrays.stream(values())
                .filter(profile -> profile.text().equals(text))
                .findFirst();
    }

    public Splitter splitter() {
        return new Splitter(min, normal, max);
    }

    /** Whether it cuts chunks of such a length. */
    public boolean allows(int length, boolean last) {
        return length <= max && (last || length >= min);
    }

    /**
     * What a manifest obliges the next version of its file to; empty if it is free. {@code default} chunks are kept, a
     * single one was not cut: a database that begins as an empty file is not held to that.
     */
    public static Optional<Profile> keptAfter(String profile, long chunks) {
        return find(profile).filter(kept -> kept != DEFAULT || chunks > 1);
    }

    /**
     * The profile for a content.
     *
     * @param kept what the version before obliges to, see {@link #keptAfter}; it goes before all else
     * @param wanted what the caller asks for
     * @param size of the content in bytes, negative if nobody knows
     * @param head its first bytes: {@link ContentSignature#HEAD_BYTES}, or all if there are fewer
     */
    public static Profile choose(@Nullable Profile kept, @Nullable Profile wanted, long size, byte[] head) {
        if (kept != null) {
            return kept;
        }
        if (wanted != null) {
            return wanted;
        }
        if (ContentSignature.isEditedInPlace(head)) {
            return ALIGNED;
        }
        return size >= LARGE_BYTES ? BULK : DEFAULT;
    }
}
