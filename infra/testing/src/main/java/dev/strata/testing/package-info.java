/** What the tests of several modules share: an empty PostgreSQL database, and waiting without sleeping. */
@NullMarked
package dev.strata.testing;

import org.jspecify.annotations.NullMarked;
