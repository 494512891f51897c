/** What the operator sees and does, over HTTP. */
@NullMarked
package dev.strata.query.operation.web;

import org.jspecify.annotations.NullMarked;
