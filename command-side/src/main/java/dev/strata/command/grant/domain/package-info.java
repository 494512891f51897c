/** The rules of a grant's life, in plain Java. */
@NullMarked
package dev.strata.command.grant.domain;

import org.jspecify.annotations.NullMarked;
