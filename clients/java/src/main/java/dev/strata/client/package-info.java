/** A small typed client of the REST API: it speaks HTTP only and shares nothing with the server but digests. */
@NullMarked
package dev.strata.client;

import org.jspecify.annotations.NullMarked;
