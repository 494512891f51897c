/** Groups over HTTP. */
@NullMarked
package dev.strata.query.group.web;

import org.jspecify.annotations.NullMarked;
