package dev.strata.benchmarks.sync;

import java.nio.file.Path;

/** Brings a folder to a server and from there into another one. Each call answers how many seconds it took. */
interface Contender {
    /** The first time, or when nothing has changed since. */
    double send() throws Exception;

    /** All of it into a folder that is empty. */
    double receive() throws Exception;

    /** Where {@link #receive} puts it. */
    Path received();
}
