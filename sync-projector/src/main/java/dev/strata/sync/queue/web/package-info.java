/** Devices and their queues over HTTP. */
@NullMarked
package dev.strata.sync.queue.web;

import org.jspecify.annotations.NullMarked;
