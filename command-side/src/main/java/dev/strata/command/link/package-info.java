/** The life of a public link: a role on a node for whoever has an address. */
@NullMarked
package dev.strata.command.link;

import org.jspecify.annotations.NullMarked;
