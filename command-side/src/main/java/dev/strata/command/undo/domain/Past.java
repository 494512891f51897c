package dev.strata.command.undo.domain;

import java.time.Instant;

/**
 * An event of a stream.
 *
 * @param undone whether it is to be taken back
 */
public record Past<E>(E event, Instant at, boolean undone) {}
