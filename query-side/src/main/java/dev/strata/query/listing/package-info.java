/** What is in this folder? What is this node? */
@NullMarked
package dev.strata.query.listing;

import org.jspecify.annotations.NullMarked;
