/** The life of a group of accounts. */
@NullMarked
package dev.strata.command.group;

import org.jspecify.annotations.NullMarked;
