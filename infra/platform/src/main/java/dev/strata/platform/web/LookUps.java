package dev.strata.platform.web;

import java.util.List;

/**
 * Endpoints that tell an account of others whom it can name. They have a limit of their own, so that nobody finds out who
 * is here name by name. Each side declares its own.
 *
 * @param patterns as Spring's path patterns
 */
public record LookUps(List<String> patterns) {}
