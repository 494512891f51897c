/** Keeps a folder of this machine and one of the drive the same. */
@NullMarked
package dev.strata.client.sync;

import org.jspecify.annotations.NullMarked;
