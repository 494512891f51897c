/** The rules of a device's life, in plain Java. */
@NullMarked
package dev.strata.command.device.domain;

import org.jspecify.annotations.NullMarked;
