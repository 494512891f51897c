/** What strangers read through public links. */
@NullMarked
package dev.strata.query.link;

import org.jspecify.annotations.NullMarked;
