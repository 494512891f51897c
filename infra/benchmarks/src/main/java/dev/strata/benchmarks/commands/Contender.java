package dev.strata.benchmarks.commands;

import java.sql.SQLException;

/** One way to make and rename folders. Each caller has a parent folder and nodes of its own. */
interface Contender {
    void create(int caller) throws SQLException;

    void rename(int caller) throws SQLException;
}
