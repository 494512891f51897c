package dev.strata.query.operation;

import java.util.List;
import java.util.Map;

/**
 * A table beside its shadow, both as of one position of the log.
 *
 * @param present how many rows are there
 * @param rebuilt how many rows the shadow has
 * @param different how many rows are in one only, or not the same in both
 * @param samples some of those; without values, which may be somebody's names
 */
public record TableComparison(String table, long present, long rebuilt, long different, List<Sample> samples) {
    /**
     * One row.
     *
     * @param key what the table knows it by
     * @param found {@code present} or {@code rebuilt} if it is in one only, otherwise {@code both}
     * @param columns those that are not the same in both
     */
    public record Sample(Map<String, String> key, String found, List<String> columns) {}
}
