package dev.strata.query.node;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds names for search: without case, diacritics and punctuation. A key is a row of words, each behind a space.
 *
 * <p>A key is made of {@code a-z}, {@code 0-9} and spaces; any other letter or symbol is {@code ~} and four digits. So
 * trigrams work in every locale of the database, and for scripts in which a single letter is a word.
 */
public final class SearchKey {
    /** An entry of a B-tree index must fit on a third of a page. Nobody searches for what lies behind this. */
    private static final int LENGTH_MAX = 1_000;

    private static final int BASE = 36;

    private SearchKey() {}

    /** A space, and the words with single spaces in between. */
    public static String of(String name) {
        StringBuilder key = new StringBuilder(" ");
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .forEach(point -> append(key, point));
        key.setLength(Math.min(key.length(), LENGTH_MAX));
        if (key.length() > 1 && key.charAt(key.length() - 1) == ' ') {
            key.setLength(key.length() - 1);
        }
        return key.toString();
    }

    private static void append(StringBuilder key, int point) {
        switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> {}
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> key.append(letter(point));
            default -> {
                if (key.charAt(key.length() - 1) != ' ') {
                    key.append(' ');
                }
            }
        }
    }

    private static String letter(int point) {
        if ((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9')) {
            return Character.toString(point);
        }
        String digits = Integer.toString(point, BASE);
        return "~" + "0".repeat(4 - digits.length()) + digits;
    }
}
