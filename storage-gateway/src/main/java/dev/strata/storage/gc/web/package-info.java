/** Collections of garbage for the operator, over HTTP. */
@NullMarked
package dev.strata.storage.gc.web;

import org.jspecify.annotations.NullMarked;
