/** Commands for groups over HTTP. */
@NullMarked
package dev.strata.command.group.web;

import org.jspecify.annotations.NullMarked;
