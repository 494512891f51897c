package dev.strata.command.group.domain;

/** How many members a group may have, and in how many groups an account may be. */
public record GroupLimits(int members, int groups) {}
