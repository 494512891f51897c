package dev.strata.benchmarks.search;

import dev.strata.benchmarks.product.User;
import dev.strata.query.search.SearchNodes.Filters;

/**
 * What is searched, by whom, and how the same is asked in SQL.
 *
 * @param words what the reader types
 * @param parameters of the request, with everything
 * @param condition on the relation {@code p}, the places of nodes
 * @param expected how many names fit, wherever the page ends
 */
record Question(
        String name, User reader, String words, Filters filters, String parameters, String condition, long expected) {
    static final Filters NO_FILTERS = new Filters(null, null, null, null, null, null, null);

    static Question of(String name, User reader, String words, String condition, long expected) {
        return new Question(name, reader, words, NO_FILTERS, "q=" + words.replace(' ', '+'), condition, expected);
    }
}
