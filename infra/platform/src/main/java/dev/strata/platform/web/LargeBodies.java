package dev.strata.platform.web;

import java.util.Set;

/**
 * Paths whose bodies are bytes and have limits of their own.
 *
 * @param prefixes such as {@code /v1/content/}; a {@code *} stands for one segment
 */
public record LargeBodies(Set<String> prefixes) {}
