/** A plain model of the drive and the real product get the same random commands, and must agree on every answer. */
@NullMarked
package dev.strata.endtoend.model;

import org.jspecify.annotations.NullMarked;
