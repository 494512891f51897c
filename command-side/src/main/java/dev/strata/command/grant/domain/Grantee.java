package dev.strata.command.grant.domain;

/** What is known of an account that is to be given access. */
public enum Grantee {
    UNKNOWN,
    SPACE_OWNER,
    OTHER_ACCOUNT
}
