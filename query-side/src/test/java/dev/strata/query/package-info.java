/** The query side as it runs: real PostgreSQL, real processors, HTTP. */
@NullMarked
package dev.strata.query;

import org.jspecify.annotations.NullMarked;
