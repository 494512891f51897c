/** Conflicts over HTTP. */
@NullMarked
package dev.strata.query.conflict.web;

import org.jspecify.annotations.NullMarked;
