/** Long work on the storage for the operator, over HTTP. */
@NullMarked
package dev.strata.storage.job.web;

import org.jspecify.annotations.NullMarked;
