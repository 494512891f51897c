/** What did people do here? */
@NullMarked
package dev.strata.query.activity;

import org.jspecify.annotations.NullMarked;
