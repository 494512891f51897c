/** A durable PostgreSQL of Strata's own: unpacked, initialised, started and stopped without an administrator. */
@NullMarked
package dev.strata.standalone.postgres;

import org.jspecify.annotations.NullMarked;
