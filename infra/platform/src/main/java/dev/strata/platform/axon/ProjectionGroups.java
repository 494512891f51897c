package dev.strata.platform.axon;

import java.util.Set;

/**
 * The projections of a side and the schema in which they keep rows and tokens. The schema has a table {@code
 * token_entry}, see {@link ProjectionConfiguration}.
 *
 * @param names processing groups, such as {@code folder-listing}
 */
public record ProjectionGroups(String schema, Set<String> names) {}
