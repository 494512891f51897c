/** The change feed over HTTP. */
@NullMarked
package dev.strata.sync.feed.web;

import org.jspecify.annotations.NullMarked;
