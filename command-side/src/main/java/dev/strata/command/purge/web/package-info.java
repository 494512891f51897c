/** The trash and its purges over HTTP. */
@NullMarked
package dev.strata.command.purge.web;

import org.jspecify.annotations.NullMarked;
