package dev.strata.command.grant.domain;

import dev.strata.command.node.domain.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a decision on a grant needs to know besides the grant's own past, as of this transaction.
 *
 * @param here where the node is and what the asker may do there; null if the node is nowhere
 * @param authority of the asker to share the node
 * @param grantee what is known of whoever is to be given access; only looked at when access is granted
 * @param member whether the asker is a member of the group that the grant is for
 * @param sharedOn how much was shared on already from where the authority comes from, directly or not
 * @param sharedOnMax how much of that there may be
 */
public record Circumstances(
        @Nullable Place here, Authority authority, Grantee grantee, boolean member, int sharedOn, int sharedOnMax) {}
