/** Sharing over HTTP. */
@NullMarked
package dev.strata.command.grant.web;

import org.jspecify.annotations.NullMarked;
