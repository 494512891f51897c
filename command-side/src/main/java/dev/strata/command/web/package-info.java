/** How commands travel from HTTP to aggregates: one transaction, once, with problems for refusals. */
@NullMarked
package dev.strata.command.web;

import org.jspecify.annotations.NullMarked;
