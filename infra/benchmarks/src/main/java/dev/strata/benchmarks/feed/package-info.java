/** How soon a change is on another device, and what a snapshot of the feed costs. */
@NullMarked
package dev.strata.benchmarks.feed;

import org.jspecify.annotations.NullMarked;
