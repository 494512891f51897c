package dev.strata.query.search;

import dev.strata.platform.web.ProblemException;
import dev.strata.query.node.SearchKey;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/**
 * What a name must contain: each of the words, in any order. They are folded, so they hold nothing that means something
 * to SQL.
 */
record Words(List<String> all) {
    private static final int LENGTH_MAX = 200;
    private static final int WORDS_MAX = 20;

    /** A beginning of one or two letters is in too many names, wherever it may be in them. */
    private static final Pattern SHORT = Pattern.compile("[a-z0-9]{1,2}( .*)?");

    private static final String LAST = "\u007f";

    private static final String EVERYTHING = "true";

    static Words of(String text) {
        List<String> words = Arrays.stream(text.split("\\s+"))
                .map(word -> SearchKey.of(word).strip())
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (text.codePointCount(0, text.length()) > LENGTH_MAX || words.size() > WORDS_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "q: at most %d characters and %d words".formatted(LENGTH_MAX, WORDS_MAX));
        }
        return new Words(words);
    }

    /**
     * Conditions on keys, the best matches first, each without the ones before: names that begin with the words, names
     * with words that begin with them, and names that contain them. PostgreSQL must see the words itself: how common
     * they are decides where it looks.
     */
    List<String> stages() {
        if (all.isEmpty()) {
            return List.of(EVERYTHING);
        }
        Stream<String> stages = Stream.of(begins(), "%s AND NOT %s".formatted(wordsBegin(), begins()));
        return all.stream().allMatch(Words::isShort)
                ? stages.toList()
                : Stream.concat(stages, Stream.of("%s AND NOT (%s)".formatted(anywhere(), wordsBegin())))
                        .toList();
    }

    /** The condition that a key is in any of the stages. */
    String anyStage() {
        return all.isEmpty() ? EVERYTHING : anywhere();
    }

    /** The number of the stage of a key that is in any. */
    String stage() {
        return all.isEmpty() ? "0" : "CASE WHEN %s THEN 0 WHEN %s THEN 1 ELSE 2 END".formatted(begins(), wordsBegin());
    }

    private String begins() {
        String first = " " + String.join(" ", all);
        return "(p.search_key >= '%s' AND p.search_key < '%s')".formatted(first, first + LAST);
    }

    private String wordsBegin() {
        return and(all.stream().map(word -> " " + word));
    }

    private String anywhere() {
        return and(all.stream().map(word -> isShort(word) ? " " + word : word));
    }

    private static boolean isShort(String word) {
        return SHORT.matcher(word).matches();
    }

    private static String and(Stream<String> parts) {
        return String.join(
                " AND ", parts.map("p.search_key LIKE '%%%s%%'"::formatted).toList());
    }
}
