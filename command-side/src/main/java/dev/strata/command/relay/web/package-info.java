/** The relay over HTTP. */
@NullMarked
package dev.strata.command.relay.web;

import org.jspecify.annotations.NullMarked;
