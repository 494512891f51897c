/** Many commands in one request and one transaction. */
@NullMarked
package dev.strata.command.batch;

import org.jspecify.annotations.NullMarked;
