/** The verification of packs for the operator, over HTTP. */
@NullMarked
package dev.strata.storage.scrub.web;

import org.jspecify.annotations.NullMarked;
