/** Long work on the whole storage, one at a time over all processes: begun by the operator, its progress kept. */
@NullMarked
package dev.strata.storage.job;

import org.jspecify.annotations.NullMarked;
