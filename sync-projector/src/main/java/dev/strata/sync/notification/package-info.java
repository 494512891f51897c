/** What people are told of: in the product, and by mail. */
@NullMarked
package dev.strata.sync.notification;

import org.jspecify.annotations.NullMarked;
