package dev.strata.query.access;

import dev.strata.query.moment.Moment;

/** For whom a grant may be that gives an account access: the account, and each group that it is in. */
public final class Grantees {
    private Grantees() {}

    /** An array that PostgreSQL makes once for a statement, of the account that is the parameter {@code :account}. */
    public static String ofAccount(Moment moment) {
        return """
                ARRAY(SELECT CAST(:account AS uuid) UNION ALL
                    SELECT m.group_id FROM query.sharing_member m WHERE m.account_id = :account AND %s)""".formatted(moment.holds("m"));
    }
}
