package dev.strata.storage.pack;

/** How the bytes of a chunk were made shorter before they were sealed. */
public enum Codec {
    /** Not at all: it would not have helped. */
    NONE(0),
    /** Zstandard (RFC 8878), one frame. */
    ZSTD(1);

    private final int number;

    Codec(int number) {
        this.number = number;
    }

    /** As it is stored. */
    public int number() {
        return number;
    }

    /** Throws {@link IllegalArgumentException} if there is no such codec. */
    public static Codec of(int number) {
        for (Codec codec : values()) {
            if (codec.number == number) {
                return codec;
            }
        }
        throw new IllegalArgumentException("no codec has the number " + number);
    }
}
