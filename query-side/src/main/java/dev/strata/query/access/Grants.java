package dev.strata.query.access;

import dev.strata.query.moment.Moment;

/** Conditions on {@code query.sharing_grant g} of the account {@code :account} at the instant {@code :now}. */
public final class Grants {
    private Grants() {}

    /** Whether the grant is there, and has not expired. */
    public static String hold(Moment moment) {
        return "%s AND (g.expires_at IS NULL OR g.expires_at > :now)".formatted(moment.holds("g"));
    }

    /**
     * For whom a grant may be that gives the account access: itself, and each group that it is in. An array that PostgreSQL
     * makes once for a statement.
     */
    public static String grantees(Moment moment) {
        return """
                ARRAY(SELECT CAST(:account AS uuid) UNION ALL
                    SELECT m.group_id FROM query.sharing_member m WHERE m.account_id = :account AND %s)""".formatted(moment.holds("m"));
    }

    /** Whether anybody was granted the node. */
    public static String areOn(String node, Moment moment) {
        return "(%s IS NOT NULL)".formatted(areOnUntil(node, moment));
    }

    /**
     * When a grant to anybody on the node runs out; null if there is none. Sorted, because only an index finds the first
     * of very many at once.
     */
    static String areOnUntil(String node, Moment moment) {
        return """
                (SELECT coalesce(g.expires_at, 'infinity') FROM query.sharing_grant g WHERE g.node_id = %s AND %s
                    ORDER BY g.node_id, g.grantee LIMIT 1)""".formatted(node, hold(moment));
    }
}
