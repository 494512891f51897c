/** Many commands in one request and one transaction. */
@NullMarked
package dev.strata.command.batch.web;

import org.jspecify.annotations.NullMarked;
