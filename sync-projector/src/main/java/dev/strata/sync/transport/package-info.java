/** How committed events reach this side: one port, and its adapters. */
@NullMarked
package dev.strata.sync.transport;

import org.jspecify.annotations.NullMarked;
