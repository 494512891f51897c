/** What every request meets before anybody knows who sends it: proxies, hosts, other origins. */
@NullMarked
package dev.strata.platform.web.edge;

import org.jspecify.annotations.NullMarked;
