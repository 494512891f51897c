/** A walk through the whole product that checks every step. */
@NullMarked
package dev.strata.client.demo;

import org.jspecify.annotations.NullMarked;
