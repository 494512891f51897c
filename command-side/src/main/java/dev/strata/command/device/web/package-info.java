/** Commands for devices over HTTP. */
@NullMarked
package dev.strata.command.device.web;

import org.jspecify.annotations.NullMarked;
