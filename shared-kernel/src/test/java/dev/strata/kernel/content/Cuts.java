package dev.strata.kernel.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The lengths into which a splitter cuts whole contents. */
final class Cuts {
    private Cuts() {}

    static List<Integer> of(Splitter splitter, byte[] data) {
        return of(splitter, data, 0, data.length);
    }

    static List<Integer> of(Splitter splitter, byte[] data, int from, int until) {
        List<Integer> lengths = new ArrayList<>();
        for (int begin = from; begin < until; begin += lengths.getLast()) {
            lengths.add(splitter.cut(data, begin, until, true));
        }
        return lengths;
    }

    /** The same content, of which more comes whenever the splitter needs more: as much as {@code next} says. */
    static List<Integer> fed(Splitter splitter, byte[] data, IntUnaryOperator next) {
        List<Integer> lengths = new ArrayList<>();
        int begin = 0;
        int known = 0;
        while (begin < data.length) {
            int length = splitter.cut(data, begin, known, known == data.length);
            if (length == 0) {
                known = Math.min(data.length, known + next.applyAsInt(known));
            } else {
                lengths.add(length);
                begin += length;
            }
        }
        return lengths;
    }
}
