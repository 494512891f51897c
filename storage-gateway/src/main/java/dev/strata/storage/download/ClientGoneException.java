package dev.strata.storage.download;

import java.io.IOException;

/** The client has closed the connection, as it may at any time. */
class ClientGoneException extends IOException {
    ClientGoneException(IOException cause) {
        super("the client closed the connection", cause);
    }
}
