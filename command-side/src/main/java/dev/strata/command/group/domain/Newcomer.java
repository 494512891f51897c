package dev.strata.command.group.domain;

/**
 * What is known of an account that is to become a member.
 *
 * @param exists whether there is such an account
 * @param groups how many groups it is in already
 */
public record Newcomer(boolean exists, int groups) {}
