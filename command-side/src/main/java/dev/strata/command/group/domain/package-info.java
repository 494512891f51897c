/** The rules of a group's life, in plain Java. */
@NullMarked
package dev.strata.command.group.domain;

import org.jspecify.annotations.NullMarked;
