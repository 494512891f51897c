/** The header by which a reader asks to see a write. */
@NullMarked
package dev.strata.query.freshness.web;

import org.jspecify.annotations.NullMarked;
