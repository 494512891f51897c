package dev.strata.query.node;

import dev.strata.kernel.node.NodeName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts {@code file 2} before {@code file 10}, in every language the same. */
public final class NaturalOrder {
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]+)");

    private NaturalOrder() {}

    /**
     * A text that sorts, code point by code point, as people expect of the name: without case, and each run of digits by
     * its value. A run becomes {@code 0}, its length without leading zeros in two hex digits, and its digits.
     */
    public static String keyOf(String name) {
        Matcher numbers = NUMBER.matcher(NodeName.keyOf(name));
        return numbers.replaceAll(number -> "0%02x%s".formatted(number.group(1).length(), number.group(1)));
    }
}
