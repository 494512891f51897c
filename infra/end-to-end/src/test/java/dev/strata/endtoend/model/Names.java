package dev.strata.endtoend.model;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the product promises about names, said another way. */
final class Names {
    /** People expect numbers in names to sort by value. */
    static final Comparator<String> NATURAL = Names::compareNaturally;

    /** A number or one other character. */
    private static final Pattern PART = Pattern.compile("[0-9]+|.", Pattern.DOTALL);

    private Names() {}

    static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    private static String folded(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return Normalizer.normalize(composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static int compareNaturally(String one, String other) {
        List<String> left = parts(one);
        List<String> right = parts(other);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = comparePart(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static List<String> parts(String name) {
        return PART.matcher(folded(name)).results().map(MatchResult::group).toList();
    }

    /** A number is by its value; among other characters it is where the digit 0 is. */
    private static int comparePart(String left, String right) {
        if (isNumber(left) && isNumber(right)) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return Integer.compare(place(left), place(right));
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }

    private static int place(String part) {
        return isNumber(part) ? '0' : part.codePointAt(0);
    }

    /**
     * The name, or the first free one beside it. Somebody who frees a name at that very moment may come too late for
     * whoever has gone on to the next.
     */
    static String free(Drive drive, String folder, String wanted, Told told) {
        int number = 1;
        while (drive.child(folder, beside(wanted, number)) != null) {
            number++;
        }
        String next = beside(wanted, number + 1);
        return told.crowded() && next.equals(told.text("name")) && drive.child(folder, next) == null
                ? next
                : beside(wanted, number);
    }

    private static String beside(String wanted, int number) {
        return number == 1 ? wanted : withSuffix(wanted, " (%d)".formatted(number));
    }

    static String withSuffix(String name, String suffix) {
        String extension = name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
        return name.substring(0, name.length() - extension.length()) + suffix + extension;
    }
}
