/** The rules of public links. */
@NullMarked
package dev.strata.command.link.domain;

import org.jspecify.annotations.NullMarked;
