/** Public links over HTTP, for programs and for people. */
@NullMarked
package dev.strata.query.link.web;

import org.jspecify.annotations.NullMarked;
