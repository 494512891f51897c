package dev.strata.command.node.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to know of the tree; fetched by the shell, so that the decider never asks.
 *
 * @param here where the node is; null if it is nowhere
 * @param target where the folder is that the command names as parent; null if it names none or there is none
 */
public record Surroundings(@Nullable Place here, @Nullable Place target) {}
