/** The life of a registered client. */
@NullMarked
package dev.strata.command.device;

import org.jspecify.annotations.NullMarked;
