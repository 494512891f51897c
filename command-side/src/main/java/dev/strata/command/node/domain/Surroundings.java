package dev.strata.command.node.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to know beyond the node's own past; fetched by the shell, so that the decider never asks.
 *
 * @param here where the node is; null if it is nowhere
 * @param target where the folder is that the command names as parent; null if it names none or there is none
 * @param held whether a legal hold is on the node, above it or below it; only looked up when something is to be removed
 */
public record Surroundings(@Nullable Place here, @Nullable Place target, boolean held, Instant now) {}
