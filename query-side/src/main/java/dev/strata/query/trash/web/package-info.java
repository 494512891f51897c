/** The trash over HTTP. */
@NullMarked
package dev.strata.query.trash.web;

import org.jspecify.annotations.NullMarked;
