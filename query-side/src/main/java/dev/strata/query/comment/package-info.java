/** What was said about a node? */
@NullMarked
package dev.strata.query.comment;

import org.jspecify.annotations.NullMarked;
