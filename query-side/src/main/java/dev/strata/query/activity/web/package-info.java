/** Activity over HTTP. */
@NullMarked
package dev.strata.query.activity.web;

import org.jspecify.annotations.NullMarked;
