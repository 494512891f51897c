/** People who use the product over HTTP, and know nothing else of it. */
@NullMarked
package dev.strata.endtoend.http;

import org.jspecify.annotations.NullMarked;
