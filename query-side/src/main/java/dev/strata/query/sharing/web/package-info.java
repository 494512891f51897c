/** Grants over HTTP. */
@NullMarked
package dev.strata.query.sharing.web;

import org.jspecify.annotations.NullMarked;
