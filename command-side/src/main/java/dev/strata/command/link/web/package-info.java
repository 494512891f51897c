/** Public links over HTTP. */
@NullMarked
package dev.strata.command.link.web;

import org.jspecify.annotations.NullMarked;
