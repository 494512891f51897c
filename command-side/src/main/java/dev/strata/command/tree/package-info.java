/** What spans nodes: one name per folder, no cycles, who may write where. Rows written with the events. */
@NullMarked
package dev.strata.command.tree;

import org.jspecify.annotations.NullMarked;
