package dev.strata.client.sync;

import java.io.IOException;

/** The disk of this machine is too full for it. */
final class NoRoomException extends IOException {
    NoRoomException(String message) {
        super(message);
    }
}
