package dev.strata.platform.web;

import java.util.Set;

/**
 * Paths whose bodies are bytes and have limits of their own.
 *
 * @param prefixes such as {@code /v1/content/}
 */
public record LargeBodies(Set<String> prefixes) {}
