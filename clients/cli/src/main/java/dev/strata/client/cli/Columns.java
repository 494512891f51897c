package dev.strata.client.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lays things out under one another: one line each, as wide as needed. The last column may be as long as it likes. */
final class Columns<T> {
    private final List<Function<T, String>> cells = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();

    Columns<T> left(Function<T, String> cell) {
        cells.add(cell);
        right.add(false);
        return this;
    }

    /** For numbers. */
    Columns<T> right(Function<T, String> cell) {
        cells.add(cell);
        right.add(true);
        return this;
    }

    void print(Iterable<T> items, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        items.forEach(item ->
                rows.add(cells.stream().map(cell -> visible(cell.apply(item))).toList()));
        int[] widths = new int[cells.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - width(row.get(i)));
                line.append(i == 0 ? "" : "  ").append(right.get(i) ? pad + row.get(i) : row.get(i) + pad);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** Names are other people's: what would drive the terminal is shown as a question mark. */
    private static String visible(String cell) {
        return cell.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
