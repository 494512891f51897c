/** The audit trail over HTTP. */
@NullMarked
package dev.strata.query.audit.web;

import org.jspecify.annotations.NullMarked;
