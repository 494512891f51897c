/** What every HTTP edge shares: who calls, problems, limits, traces. */
@NullMarked
package dev.strata.platform.web;

import org.jspecify.annotations.NullMarked;
