/** What nodes are and where, now and at any position of the log: the tables that most questions are answered from. */
@NullMarked
package dev.strata.query.node;

import org.jspecify.annotations.NullMarked;
