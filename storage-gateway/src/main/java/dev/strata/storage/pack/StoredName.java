package dev.strata.storage.pack;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an object is called in a {@link PackStore}: the same in every one, so that a store can be copied to another. */
public record StoredName(Kind kind, UUID id) {
    private static final Pattern PACK = Pattern.compile("packs/([0-9a-f]{2})/([0-9a-f-]{34}\\1)");
    private static final Pattern KEY = Pattern.compile("keys/([0-9a-f-]{36})");

    /** What an object is for. */
    public enum Kind {
        PACK("packs/"),
        KEY("keys/");

        private final String directory;

        Kind(String directory) {
            this.directory = directory;
        }

        /** What the paths of this kind, and no others, begin with. */
        public String directory() {
            return directory;
        }
    }

    public static StoredName pack(UUID id) {
        return new StoredName(Kind.PACK, id);
    }

    public static StoredName key(UUID id) {
        return new StoredName(Kind.KEY, id);
    }

    /** The name that has this path; none if no name has. */
    public static Optional<StoredName> parse(String path) {
        Matcher pack = PACK.matcher(path);
        if (pack.matches()) {
            return of(Kind.PACK, pack.group(2));
        }
        Matcher key = KEY.matcher(path);
        return key.matches() ? of(Kind.KEY, key.group(1)) : Optional.empty();
    }

    private static Optional<StoredName> of(Kind kind, String id) {
        try {
            UUID parsed = UUID.fromString(id);
            return parsed.toString().equals(id) ? Optional.of(new StoredName(kind, parsed)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** With slashes. Packs are spread by their last two digits, since the ids of one day begin alike. */
    public String path() {
        return switch (kind) {
            case PACK -> kind.directory + spread() + "/" + id;
            case KEY -> kind.directory + id;
        };
    }

    private String spread() {
        return id.toString().substring(34);
    }

    @Override
    public String toString() {
        return path();
    }
}
