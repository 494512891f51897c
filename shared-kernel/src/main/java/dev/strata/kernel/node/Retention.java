package dev.strata.kernel.node;

import org.jspecify.annotations.Nullable;

/**
 * How long the trash and old versions are kept in a folder and all below it; the nearest folder that says something
 * decides. The newest version is always kept. Raw values, as events record them.
 *
 * @param trashDays days in the trash until a node is purged; null leaves it to the folder above
 * @param keepVersions how many of the newest versions are kept whatever their age; null means no limit by count
 * @param keepDays days for which every version is kept; null means for ever
 * @param thin whether versions older than a day are thinned out: one an hour for 30 days, one a day for a year, then one
 *     a week
 */
public record Retention(
        @Nullable Integer trashDays,
        @Nullable Integer keepVersions,
        @Nullable Integer keepDays,
        Boolean thin) {}
