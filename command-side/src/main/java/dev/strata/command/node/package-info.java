/** The life of files and folders. */
@NullMarked
package dev.strata.command.node;

import org.jspecify.annotations.NullMarked;
