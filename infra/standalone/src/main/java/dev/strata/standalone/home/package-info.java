/** The one folder on disk in which a standalone Strata keeps everything. */
@NullMarked
package dev.strata.standalone.home;

import org.jspecify.annotations.NullMarked;
