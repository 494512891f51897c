package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of texts under one another; columns whose title ends with a space stand on the left. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... titles) {
        rows.add(List.of(titles));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                boolean left = rows.getFirst().get(column).endsWith(" ");
                line.append(("%" + (left ? "-" : "") + width(column) + "s  ").formatted(row.get(column)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }
}
