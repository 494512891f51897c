package dev.strata.query.projection;

/**
 * The schema that a projection writes to: the one that is read, or a shadow in which a replay builds it anew.
 *
 * @param schema a name of lower-case letters
 */
public record Target(String schema) {
    public static final Target LIVE = new Target("query");
    public static final Target SHADOW = new Target("query_shadow");

    /** A statement with the schema in place of <code>{schema}</code>. */
    public String sql(String statement) {
        return statement.replace("{schema}", schema);
    }
}
