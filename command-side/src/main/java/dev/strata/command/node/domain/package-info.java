/** The rules of a node's life, in plain Java. */
@NullMarked
package dev.strata.command.node.domain;

import org.jspecify.annotations.NullMarked;
