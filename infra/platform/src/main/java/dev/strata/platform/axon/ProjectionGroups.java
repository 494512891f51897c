package dev.strata.platform.axon;

import java.util.Set;

/**
 * The projections of a side and the schema in which they keep rows and tokens. The schema has a table {@code
 * token_entry}, see {@link ProjectionConfiguration}.
 *
 * @param side the package that the side's classes are under
 * @param names processing groups, such as {@code folder-listing}
 */
public record ProjectionGroups(String side, String schema, Set<String> names) {
    /** The projections of the side that this configuration class is at the top of. */
    public static ProjectionGroups of(Class<?> configuration, String schema, Set<String> names) {
        return new ProjectionGroups(configuration.getPackageName(), schema, names);
    }

    /** Whether a class belongs to the side. */
    public boolean isOf(Class<?> type) {
        return type.getName().startsWith(side + ".");
    }
}
