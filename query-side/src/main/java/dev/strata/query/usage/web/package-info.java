/** Usage over HTTP. */
@NullMarked
package dev.strata.query.usage.web;

import org.jspecify.annotations.NullMarked;
