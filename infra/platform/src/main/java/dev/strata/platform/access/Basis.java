package dev.strata.platform.access;

import org.jspecify.annotations.Nullable;

/**
 * What a way rests on, besides the node at its beginning: as long as this is the same, the way is.
 *
 * @param changes counts the changes of the space's folders and of its grants, never back; null if nobody counts them
 * @param grantees the account and the groups that it is in
 */
public record Basis(@Nullable Long changes, String grantees) {}
