/** Nodes and folders over HTTP. */
@NullMarked
package dev.strata.query.listing.web;

import org.jspecify.annotations.NullMarked;
