/** Commands for files and folders over HTTP. */
@NullMarked
package dev.strata.command.node.web;

import org.jspecify.annotations.NullMarked;
