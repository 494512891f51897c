/** The life of a grant: a role on a node for an account or a group. */
@NullMarked
package dev.strata.command.grant;

import org.jspecify.annotations.NullMarked;
