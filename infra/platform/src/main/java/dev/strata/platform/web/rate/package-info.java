/** How often an address and an account may ask. */
@NullMarked
package dev.strata.platform.web.rate;

import org.jspecify.annotations.NullMarked;
