package dev.strata.kernel.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a file or folder may be called: kept exactly as given, compared by {@link #key()}. The constructor throws {@link
 * IllegalArgumentException} for names that no file system can hold.
 */
public record NodeName(@JsonValue String value) {
    public static final int BYTES_MAX = 255;

    private static final Set<String> WINDOWS_DEVICES = Set.of("con", "prn", "aux", "nul");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a name cannot be empty");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("not a name: " + value);
        }
        value.codePoints().forEach(NodeName::check);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a name has at most %d bytes in UTF-8, this one has %d: %s".formatted(BYTES_MAX, bytes, value));
        }
    }

    private static void check(int point) {
        if (point == '/' || Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE) {
            throw new IllegalArgumentException("a name cannot contain U+%04X".formatted(point));
        }
    }

    /** One name per folder means one key per folder: the name under normal form C and case folding. */
    public String key() {
        return keyOf(value);
    }

    /**
     * The key of any text. Upper case then lower case without a locale is Java's nearest to Unicode's full case folding
     * (it takes {@code ß} to {@code ss} and both small sigmas to one); it also folds the Turkish dotless i.
     */
    public static String keyOf(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Why a Windows client could not hold this name, for people to read; empty if it can. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (value.codePoints().anyMatch(point -> "<>:\"\\|?*".indexOf(point) >= 0)) {
            warnings.add("Windows cannot hold a name with any of < > : \" \\ | ? *");
        }
        if (value.endsWith(".") || value.endsWith(" ")) {
            warnings.add("Windows cannot hold a name that ends with a dot or a space");
        }
        String stem = keyOf(value.contains(".") ? value.substring(0, value.indexOf('.')) : value);
        if (WINDOWS_DEVICES.contains(stem) || stem.matches("(com|lpt)[1-9]")) {
            warnings.add("Windows reserves the name " + stem.toUpperCase(Locale.ROOT));
        }
        return warnings;
    }

    @Override
    public String toString() {
        return value;
    }
}
