package dev.strata.client;

/**
 * Whoever wrote the name must write another one; the message, for people, says which.
 *
 * <pre>{@code
 * try {
 *     RemoteName.parse(text);
 * } catch (RemoteNameException e) {
 *     System.err.println(e.getMessage());
 * }
 * }</pre>
 */
public final class RemoteNameException extends RuntimeException {
    RemoteNameException(String message) {
        super(message);
    }
}
