/** What stands between Strata and the open internet: hosts, origins, proxies, limits of rate, size and time, the gateway. */
@NullMarked
package dev.strata.endtoend.edge;

import org.jspecify.annotations.NullMarked;
