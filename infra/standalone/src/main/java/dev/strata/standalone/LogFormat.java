package dev.strata.standalone;

/** How the log is written: for people, or for a log collector (one Elastic Common Schema document a line). */
enum LogFormat {
    PLAIN,
    JSON
}
