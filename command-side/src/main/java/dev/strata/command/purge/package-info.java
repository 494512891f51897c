/** Takes purged trees out of the tables, in the background. */
@NullMarked
package dev.strata.command.purge;

import org.jspecify.annotations.NullMarked;
