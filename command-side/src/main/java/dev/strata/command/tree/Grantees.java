package dev.strata.command.tree;

/** For whom a grant may be that gives an account access: the account, and each group that it is in. */
public final class Grantees {
    /** An array that PostgreSQL makes once for a statement. Takes the account as parameter, twice. */
    public static final String OF_ACCOUNT =
            "ARRAY(SELECT CAST(? AS uuid) UNION ALL SELECT group_id FROM command.group_member WHERE account_id = ?)";

    private Grantees() {}
}
