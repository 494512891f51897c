/** What can happen to files and folders, and what their names may be. */
@NullMarked
package dev.strata.kernel.node;

import org.jspecify.annotations.NullMarked;
