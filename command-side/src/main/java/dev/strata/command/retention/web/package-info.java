/** Retention and legal holds over HTTP. */
@NullMarked
package dev.strata.command.retention.web;

import org.jspecify.annotations.NullMarked;
