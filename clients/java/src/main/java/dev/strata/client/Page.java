package dev.strata.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor asks for the part behind this one; null when there is none
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
