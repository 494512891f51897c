package dev.strata.endtoend.erasure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Words that nothing but the account to be erased has brought in, one for each place where names can be. */
enum Words {
    LOGIN,
    DISPLAYED,
    MAILBOX,
    PHONE,
    TABLET,
    FOLDER,
    FILE,
    RENAMED,
    MOVED,
    TAG,
    UNTAGGED,
    DESCRIBED,
    HELD,
    TRASHED,
    PURGED,
    COPIED,
    BATCHED,
    UNDONE,
    GUEST,
    PARKED,
    KEY,
    GUEST_KEY,
    SIGN_UP_KEY,
    MEDIA_TYPE,
    SEARCHED,
    REFUSED,
    BROKEN_OFF,
    UNDER_WAY,
    IN_PIECES;

    private static final String SYLLABLES = "quoxarivellumtridrobnikelbrindlewharfmarzipandratuvexollokwindlemoor";

    /** Letters only, all small: folding, sorting and encoding leave them as they are. */
    String word() {
        int at = ordinal() * 2;
        return "z" + name().toLowerCase(Locale.ROOT).replace("_", "") + SYLLABLES.substring(at, at + 10);
    }

    /** Whether a text holds the word, as it is or in a form in which programs write texts down. */
    boolean isIn(String text) {
        return forms().anyMatch(text::contains);
    }

    /** Those of the words that the text holds. */
    static List<Words> in(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(word -> small.contains(word.word()) || word.isIn(text))
                .toList();
    }

    private Stream<String> forms() {
        byte[] bytes = word().getBytes(StandardCharsets.US_ASCII);
        return Stream.concat(
                Stream.of(word(), HexFormat.of().formatHex(bytes)),
                IntStream.range(0, 3).mapToObj(shift -> inBase64(bytes, shift)));
    }

    /** The part that is the same whatever stands before and after. */
    private static String inBase64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return whole.substring(before == 0 ? 0 : before + 1, whole.length() - (shifted.length % 3 == 0 ? 0 : 1));
    }
}
