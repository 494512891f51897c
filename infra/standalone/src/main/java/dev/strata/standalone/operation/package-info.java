/** The operator's commands: they talk to a running Strata over HTTP. */
@NullMarked
package dev.strata.standalone.operation;

import org.jspecify.annotations.NullMarked;
