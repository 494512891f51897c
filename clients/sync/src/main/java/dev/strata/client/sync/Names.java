package dev.strata.client.sync;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rules for names, as the server has them, and how the copy that a conflict leaves is called.
 *
 * @param whose the device, as it is to be seen in names
 * @param today as text
 */
record Names(String whose, Supplier<String> today) {
    private static final int BYTES_MAX = 255;
    private static final int EXTENSION_MAX = 16;

    /** Two names with one key are one name to the server, which compares them without case and normal form. */
    static String key(String name) {
        if (isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Whether the server takes it. */
    static boolean allowed(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX
                && name.codePoints()
                        .noneMatch(point -> point == '/'
                                || Character.isISOControl(point)
                                || Character.getType(point) == Character.SURROGATE);
    }

    /** A name for what cannot keep this one. */
    String beside(String name, Predicate<String> taken) {
        String suffix = " (conflict %s %s)".formatted(whose, today.get());
        String first = withSuffix(name, suffix);
        if (!taken.test(first)) {
            return first;
        }
        for (int number = 2; ; number++) {
            String next = withSuffix(first, " (" + number + ")");
            if (!taken.test(next)) {
                return next;
            }
        }
    }

    /** Puts the suffix before the extension; shortens the stem so that the name still fits. */
    private static String withSuffix(String name, String suffix) {
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 || name.length() - dot > EXTENSION_MAX ? name : name.substring(0, dot);
        String extension = name.substring(stem.length());
        while ((stem + suffix + extension).getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + suffix + extension;
    }
}
